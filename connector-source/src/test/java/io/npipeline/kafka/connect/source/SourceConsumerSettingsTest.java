package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class SourceConsumerSettingsTest {

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "name", "relay",
            "npipeline.pipeline.class", TestPipelines.Relay.class.getName(),
            "npipeline.topic", "lines",
            "npipeline.kafka.bootstrap.servers", "localhost:9092"));

    private SourceConsumerSettings read() {
        return new NPipelineSourceConnectorConfig(settings).relay().consumer();
    }

    @Test
    void aConsumerReadsCommittedRecordsAndLeavesPositionsToTheConnector() {
        assertThat(read().settings())
                .isEqualTo(Map.of(
                        "bootstrap.servers",
                        "localhost:9092",
                        "client.id",
                        "npipeline-relay-0-source",
                        "isolation.level",
                        "read_committed",
                        "allow.auto.create.topics",
                        false,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none",
                        "key.deserializer",
                        ByteArrayDeserializer.class,
                        "value.deserializer",
                        ByteArrayDeserializer.class));
    }

    @Test
    void settingsOfAllClientsReachItWhereItKnowsThemAndItsOwnGoBeforeThem() {
        settings.put("npipeline.kafka.security.protocol", "SSL");
        settings.put("npipeline.kafka.linger.ms", "5");
        settings.put("npipeline.kafka.fetch.min.bytes", "1");
        settings.put("npipeline.source.consumer.fetch.min.bytes", "2");
        settings.put("npipeline.source.consumer.bootstrap.servers", "elsewhere:9092");

        assertThat(read().settings())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("fetch.min.bytes", "2")
                .containsEntry("bootstrap.servers", "elsewhere:9092")
                .doesNotContainKey("linger.ms");
        assertThat(read().bootstrapServers()).isEqualTo("elsewhere:9092");
    }

    @Test
    void whatIsTheConnectorsCannotBeOverridden() {
        settings.put("npipeline.kafka.enable.auto.commit", "true");
        settings.put("npipeline.kafka.auto.offset.reset", "earliest");
        settings.put("npipeline.source.consumer.key.deserializer", "com.example.Other");

        assertThat(read().settings())
                .containsEntry("enable.auto.commit", false)
                .containsEntry("auto.offset.reset", "none")
                .containsEntry("key.deserializer", ByteArrayDeserializer.class);
    }

    @Test
    void noValueIsShownAsText() {
        settings.put("npipeline.source.consumer.sasl.jaas.config", "secret");

        assertThat(read()).asString().contains("sasl.jaas.config").doesNotContain("secret");
    }

    @Test
    void theConnectorsConsumerDiffersInItsName() {
        assertThat(read().withClientId("npipeline-relay-partitions").settings())
                .containsEntry("client.id", "npipeline-relay-partitions")
                .containsEntry("bootstrap.servers", "localhost:9092");
    }

    @Test
    void anotherAddressMayBeAnotherCluster() {
        assertThat(read().mayBeAnotherCluster()).isFalse();
        settings.put("npipeline.source.consumer.bootstrap.servers", "localhost:9092");
        assertThat(read().mayBeAnotherCluster()).isFalse();
        settings.put("npipeline.source.consumer.bootstrap.servers", "elsewhere:9092");
        assertThat(read().mayBeAnotherCluster()).isTrue();
    }

    @Test
    void brokersMayBeNamedTwiceAndInAnyOrder() {
        settings.put("npipeline.kafka.bootstrap.servers", "one:9092,two:9092, one:9092");
        settings.put("npipeline.source.consumer.bootstrap.servers", " three:9092 , two:9092,two:9092");
        assertThat(read().mayBeAnotherCluster()).isFalse();
        settings.put("npipeline.source.consumer.bootstrap.servers", "three:9092,three:9092");
        assertThat(read().mayBeAnotherCluster()).isTrue();
    }
}
