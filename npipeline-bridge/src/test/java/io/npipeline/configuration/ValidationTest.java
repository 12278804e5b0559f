package io.npipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class ValidationTest {

    private static final ConfigDef DEF = new ConfigDef()
            .define("limit", ConfigDef.Type.INT, 5, ConfigDef.Range.atLeast(1), ConfigDef.Importance.LOW, "");

    @Test
    void aProblemIsShownOnItsKey() {
        Config config = Validation.extend(
                validated(Map.of("limit", "7")), () -> List.of(new ConfigProblem("limit", 7, "must be even")));

        assertThat(config.configValues()).singleElement().satisfies(value -> {
            assertThat(value.name()).isEqualTo("limit");
            assertThat(value.errorMessages()).containsExactly("Invalid value 7 for configuration limit: must be even");
        });
    }

    @Test
    void aProblemOfAKeyThatIsNotDefinedIsShownToo() {
        Config config = Validation.extend(
                validated(Map.of()),
                () -> List.of(
                        new ConfigProblem("errors.tolerance", "all", "must be none"),
                        new ConfigProblem("errors.tolerance", "all", "is not ours")));

        assertThat(config.configValues()).extracting(ConfigValue::name).containsExactly("limit", "errors.tolerance");
        assertThat(config.configValues().get(1).errorMessages()).hasSize(2);
    }

    @Test
    void keysThatAreWrongByThemselvesAreNotLookedAtTogether() {
        Config config = Validation.extend(validated(Map.of("limit", "0")), () -> {
            throw new AssertionError("The keys cannot be read");
        });

        assertThat(config.configValues().get(0).errorMessages())
                .containsExactly("Invalid value 0 for configuration limit: Value must be at least 1");
    }

    @Test
    void theFirstProblemIsThrown() {
        assertThatCode(() -> Validation.requireNone(List.of())).doesNotThrowAnyException();
        assertThatThrownBy(() -> Validation.requireNone(List.of(
                        new ConfigProblem("limit", 7, "must be even"), new ConfigProblem("limit", 7, "is odd"))))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Invalid value 7 for configuration limit: must be even");
    }

    private static Config validated(Map<String, String> settings) {
        return new Config(new ArrayList<>(DEF.validate(settings)));
    }
}
