package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;

/** The keys of the source connector as such. */
class SourceConfigKeysTest {

    @Test
    void aStartingTaskReadsEveryKeyThereIs() {
        ScriptedSource source = new ScriptedSource("a");
        Map<String, String> settings = new HashMap<>();
        NPipelineSourceConnectorConfig.definition().configKeys().values().stream()
                .filter(ConfigDef.ConfigKey::hasDefault)
                .filter(key -> !key.name.startsWith("npipeline.source."))
                .filter(key -> !key.name.equals("npipeline.task.source.starts"))
                .forEach(key -> settings.put(key.name, String.valueOf(key.defaultValue)));
        settings.putAll(RegisteredPipeline.settings(SourceWorker.through(source, new ScriptedStep())));
        settings.put("npipeline.dead.letter.destination", "kafka");
        settings.put("npipeline.dead.letter.topic", "lines-dead");
        new AssignedPartitions(List.copyOf(source.partitions())).put(settings);
        NPipelineSourceConnectorConfig config = new NPipelineSourceConnectorConfig(settings);

        SourceTaskStart.start(
                        config,
                        new FakeSourceTaskContext(settings, new FakeOffsetStorageReader(), null),
                        SourceConsumers.ofKafka(),
                        System::nanoTime)
                .close();

        assertThat(config.unused())
                .as("keys without effect")
                .doesNotContainAnyElementsOf(
                        NPipelineSourceConnectorConfig.definition().names());
    }

    @Test
    void aStartingRelayReadsEveryKeyOfARelay() {
        ScriptedConsumer consumer = new ScriptedConsumer(1);
        Map<String, String> settings =
                SourceWorker.relay(consumer, new ScriptedStep()).settings();
        settings.put("npipeline.source.start.at", "timestamp");
        settings.put("npipeline.source.start.timestamp", "2026-01-31T08:00:00Z");
        settings.put("npipeline.source.position.lost", "fail");
        settings.put("npipeline.source.group.id", "lag");
        settings.put("npipeline.source.refresh.interval.ms", "0");
        new PartitionStarts(OptionalLong.of(1), Set.of(TopicPartitions.assigned(ScriptedConsumer.partition(0))))
                .put(settings);
        settings.put("npipeline.source.header.converter", StringConverter.class.getName());
        NPipelineSourceConnectorConfig config = new NPipelineSourceConnectorConfig(settings);

        SourceTaskStart.start(
                        config,
                        new FakeSourceTaskContext(settings, new FakeOffsetStorageReader(), null),
                        consumer,
                        System::nanoTime)
                .close();

        assertThat(config.unused())
                .as("keys without effect")
                .doesNotContainAnyElementsOf(
                        NPipelineSourceConnectorConfig.definition().names());
    }

    @Test
    void keysAreOursAlone() {
        assertThat(NPipelineSourceConnectorConfig.definition().names())
                .allMatch(key -> key.startsWith("npipeline."))
                .allMatch(key -> key.matches("[a-z.]+"));
    }

    @Test
    void everyKeyThatUsersSeeIsExplained() {
        assertThat(NPipelineSourceConnectorConfig.definition().configKeys().values())
                .filteredOn(key -> !key.internalConfig)
                .allSatisfy(key -> {
                    assertThat(key.documentation).isNotBlank();
                    assertThat(key.displayName).isNotBlank();
                    assertThat(key.group).isNotBlank();
                });
    }

    @Test
    void noTwoKeysOfAGroupHaveTheSamePlace() {
        assertThat(NPipelineSourceConnectorConfig.definition().configKeys().values())
                .filteredOn(key -> !key.internalConfig)
                .extracting(key -> key.group + " " + key.orderInGroup)
                .doesNotHaveDuplicates();
    }
}
