package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorTopicsTest {

    @Test
    void everyKeyThatNamesTopicsIsLookedAt() {
        assertThat(ConnectorTopics.of(Map.of(
                        "topics", "a, b",
                        "npipeline.source.topics", "c",
                        "npipeline.topic", "d",
                        "npipeline.dead.letter.topic", "e",
                        "npipeline.heartbeat.topic", "",
                        "errors.deadletterqueue.topic.name", "e",
                        "name", "f")))
                .containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void whatTheWorkerFillsInIsNotKnown() {
        assertThat(ConnectorTopics.of(Map.of("npipeline.topic", "${env:TOPIC}")))
                .isEmpty();
    }

    @Test
    void aKeyWithoutAValueNamesNone() {
        Map<String, String> settings = new HashMap<>();
        settings.put("topics", null);

        assertThat(ConnectorTopics.of(settings)).isEmpty();
    }
}
