package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.DeadLetterRoute;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** The keys of the sink connector as such. */
class SinkConfigKeysTest {

    @Test
    void aStartingTaskReadsEveryKeyThereIs() {
        Map<String, String> settings = new HashMap<>();
        NPipelineSinkConnectorConfig.definition().configKeys().values().stream()
                .filter(ConfigDef.ConfigKey::hasDefault)
                .forEach(key -> settings.put(key.name, String.valueOf(key.defaultValue)));
        settings.putAll(RegisteredPipeline.settings(into(new ScriptedSink())));
        settings.put("npipeline.dead.letter.destination", "kafka");
        settings.put("npipeline.dead.letter.topic", "orders-dead");
        settings.put("npipeline.kafka.bootstrap.servers", "not.used:9092");
        NPipelineSinkConnectorConfig config = new NPipelineSinkConnectorConfig(settings);

        SinkTaskStart.start(
                        config,
                        new FakeSinkTaskContext(),
                        with -> new DeadLetterRoute.ToSink(new ScriptedDeadLetters()),
                        OffsetMaps::source)
                .close();

        assertThat(config.unused())
                .as("keys without effect")
                .doesNotContainAnyElementsOf(
                        NPipelineSinkConnectorConfig.definition().names());
    }

    @Test
    void keysAreOursAlone() {
        assertThat(NPipelineSinkConnectorConfig.definition().names())
                .allMatch(key -> key.startsWith("npipeline."))
                .allMatch(key -> key.matches("[a-z.]+"));
    }

    @Test
    void everyKeyThatUsersSeeIsExplained() {
        assertThat(NPipelineSinkConnectorConfig.definition().configKeys().values())
                .filteredOn(key -> !key.internalConfig)
                .allSatisfy(key -> {
                    assertThat(key.documentation).isNotBlank();
                    assertThat(key.displayName).isNotBlank();
                    assertThat(key.group).isNotBlank();
                });
    }

    @Test
    void noTwoKeysOfAGroupHaveTheSamePlace() {
        assertThat(NPipelineSinkConnectorConfig.definition().configKeys().values())
                .filteredOn(key -> !key.internalConfig)
                .extracting(key -> key.group + " " + key.orderInGroup)
                .doesNotHaveDuplicates();
    }
}
