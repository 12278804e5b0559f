package io.npipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNameTest {

    private static final String RULE =
            "must be the name of a topic: up to 249 letters, digits, dots, dashes and underscores";

    private static void assertRefused(
            TopicName validator, @Nullable Object value, @Nullable Object shown, String rule) {
        assertThatThrownBy(() -> validator.ensureValid("key", value))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Invalid value " + shown + " for configuration key: " + rule);
    }

    @Test
    void aListMayHoldAnyNumberOfNames() {
        for (List<String> names : List.of(List.<String>of(), List.of("a"), List.of("a.b", "c-d", "E_1"))) {
            assertThatCode(() -> TopicName.list().ensureValid("key", names)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", ".", ".."})
    void aListIsRefusedForOneNameThatNoBrokerAccepts(String name) {
        assertRefused(TopicName.list(), List.of("a", name), name, RULE);
    }

    @Test
    void aListThatNamesATopicTwiceIsRefused() {
        assertRefused(
                TopicName.list(), List.of("a", "b", "a"), "[a, b, a]", "must name each topic once: a is there twice");
    }

    @Test
    void noListIsRefused() {
        assertRefused(TopicName.list(), null, null, RULE);
    }

    @Test
    void aValidatorSaysWhatItTakes() {
        assertThat(TopicName.list()).hasToString("names of topics");
        assertThat(TopicName.required()).hasToString("the name of a topic");
    }
}
