package io.npipeline.deployment;

import static io.npipeline.deployment.Configurations.egress;
import static io.npipeline.deployment.Configurations.ingress;
import static io.npipeline.deployment.Configurations.relay;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a configuration. */
class KafkaConfigurationTest {

    @Test
    void theLeastThatASinkConnectorNeeds() {
        ConnectorConfiguration sink = egress().build().toSinkConnector("store");

        assertThat(sink.name()).isEqualTo("store");
        assertThat(sink.config())
                .containsAllEntriesOf(Map.of(
                        "connector.class", "io.npipeline.kafka.connect.sink.NPipelineSinkConnector",
                        "tasks.max", "1",
                        "topics", "orders",
                        "npipeline.pipeline.class", Configurations.Orders.class.getName(),
                        "npipeline.kafka.bootstrap.servers", "broker:9092",
                        "consumer.override.bootstrap.servers", "broker:9092",
                        "producer.override.bootstrap.servers", "broker:9092",
                        "admin.override.bootstrap.servers", "broker:9092"))
                .hasSize(8);
    }

    @Test
    void theLeastThatARelayNeeds() {
        assertThat(relay().build().toSourceConnector("price").config())
                .containsAllEntriesOf(Map.of(
                        "connector.class", "io.npipeline.kafka.connect.source.NPipelineSourceConnector",
                        "tasks.max", "1",
                        "npipeline.source.topics", "orders",
                        "npipeline.topic", "invoices"))
                .hasSize(12);
    }

    @Test
    void theLeastThatAnIngressNeeds() {
        assertThat(ingress().build().toSourceConnector("read").config())
                .containsEntry("npipeline.topic", "orders")
                .doesNotContainKey("npipeline.source.topics")
                .hasSize(8);
    }

    @Test
    void theFormIsThatOfARequestToAWorker() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(egress().build().toSinkConnector("store").toJson());

        assertThat(json.fieldNames()).toIterable().containsExactly("name", "config");
        assertThat(json.path("name").asText()).isEqualTo("store");
        assertThat(json.path("config").path("topics").asText()).isEqualTo("orders");
    }

    @Test
    void settingsOfTheConsumerAreOverridesInASinkAndOurOwnInARelay() {
        Map<String, String> settings = Map.of(
                "client.id", "app",
                "max.poll.records", "1",
                "fetch.min.bytes", "2",
                "fetch.max.bytes", "3",
                "max.partition.fetch.bytes", "4",
                "metrics.sample.window.ms", "5",
                "isolation.level", "read_committed");

        Map<String, String> sink = consuming(egress()).toSinkConnector("x").config();
        Map<String, String> relay = consuming(relay()).toSourceConnector("x").config();

        settings.forEach((setting, value) -> {
            assertThat(sink).containsEntry("consumer.override." + setting, value);
            assertThat(relay).containsEntry("npipeline.source.consumer." + setting, value);
        });
        assertThat(sink).containsEntry("consumer.override.group.id", "group");
        assertThat(relay).containsEntry("npipeline.source.group.id", "group");
        assertThat(egress().groupInstanceId("one").build().toSinkConnector("x").config())
                .containsEntry("consumer.override.group.instance.id", "one");
    }

    private static KafkaConfiguration consuming(KafkaConfigurationBuilder builder) {
        return builder.clientId("app")
                .consumerGroupId("group")
                .maxPollRecords(1)
                .fetchMinBytes(2)
                .fetchMaxBytes(3)
                .maxPartitionFetchBytes(4)
                .statisticsIntervalMs(5)
                .isolationLevel(IsolationLevel.READ_COMMITTED)
                .build();
    }

    @Test
    void settingsOfTheProducerAreOverrides() {
        Map<String, String> config = ingress()
                .clientId("app")
                .deliverySemantic(DeliverySemantic.EXACTLY_ONCE)
                .enableIdempotence(true)
                .batchSize(1)
                .lingerMs(2)
                .batchLingerMs(3)
                .compressionType(CompressionType.ZSTD)
                .messageMaxBytes(4)
                .acks(Acks.ALL)
                .partitionerClass("P")
                .statisticsIntervalMs(5)
                .build()
                .toSourceConnector("x")
                .config();

        assertThat(config)
                .containsAllEntriesOf(Map.of(
                        "producer.override.client.id", "app",
                        "producer.override.enable.idempotence", "true",
                        "producer.override.batch.size", "1",
                        "producer.override.linger.ms", "2",
                        "npipeline.transaction.max.wait.ms", "3",
                        "producer.override.compression.type", "zstd",
                        "producer.override.max.request.size", "4",
                        "producer.override.acks", "all",
                        "producer.override.partitioner.class", "P",
                        "producer.override.metrics.sample.window.ms", "5"));
        assertThat(ingress().acks(Acks.LEADER).build().toSourceConnector("x").config())
                .containsEntry("producer.override.acks", "1");
    }

    @Test
    void whatOneConnectorDoesWithMessagesIsWhatTheOtherDoes() {
        for (ConnectorConfiguration connector : List.of(
                settling(egress()).toSinkConnector("x"), settling(relay()).toSourceConnector("x"))) {
            assertThat(connector.config())
                    .containsAllEntriesOf(Map.of(
                            "tasks.max", "3",
                            "npipeline.acknowledgment.strategy", "delayed",
                            "npipeline.retry.max", "4",
                            "npipeline.retry.delay.base.ms", "5",
                            "npipeline.continue.on.error", "true"));
        }
    }

    private static KafkaConfiguration settling(KafkaConfigurationBuilder builder) {
        return builder.tasksMax(3)
                .acknowledgmentStrategy(AcknowledgmentStrategy.DELAYED)
                .maxRetries(4)
                .retryBaseDelayMs(5)
                .continueOnError(true)
                .build();
    }

    @Test
    void exactlyOnceIsWholeOrNotAtAll() {
        Map<String, String> config = relay().deliverySemantic(DeliverySemantic.EXACTLY_ONCE)
                .build()
                .toSourceConnector("x")
                .config();

        assertThat(config)
                .containsEntry("npipeline.delivery.semantic", "exactly_once")
                .containsEntry("exactly.once.support", "required")
                .containsEntry("transaction.boundary", "connector");
        assertThat(relay().deliverySemantic(DeliverySemantic.AT_LEAST_ONCE)
                        .build()
                        .toSourceConnector("x")
                        .config())
                .containsEntry("npipeline.delivery.semantic", "at_least_once")
                .doesNotContainKeys("exactly.once.support", "transaction.boundary");
    }

    @Test
    void whereAPartitionBeginsIsTheConsumersInASinkAndOursInARelay() {
        assertThat(egress().autoOffsetReset(AutoOffsetReset.LATEST)
                        .build()
                        .toSinkConnector("x")
                        .config())
                .containsEntry("consumer.override.auto.offset.reset", "latest");
        assertThat(egress().autoOffsetReset(AutoOffsetReset.ERROR)
                        .build()
                        .toSinkConnector("x")
                        .config())
                .containsEntry("consumer.override.auto.offset.reset", "none");
        assertThat(relay().autoOffsetReset(AutoOffsetReset.LATEST)
                        .build()
                        .toSourceConnector("x")
                        .config())
                .containsEntry("npipeline.source.start.at", "latest");
        assertThat(relay().autoOffsetReset(AutoOffsetReset.ERROR)
                        .build()
                        .toSourceConnector("x")
                        .config())
                .containsEntry("npipeline.source.position.lost", "fail")
                .doesNotContainKey("npipeline.source.start.at");
    }

    @Test
    void oneCallAtATimeIsADegree() {
        assertThat(egress().enableParallelProcessing(false)
                        .build()
                        .toSinkConnector("x")
                        .config())
                .containsEntry("npipeline.max.degree.of.parallelism", "1");
        assertThat(egress().enableParallelProcessing(true)
                        .maxDegreeOfParallelism(7)
                        .build()
                        .toSinkConnector("x")
                        .config())
                .containsEntry("npipeline.max.degree.of.parallelism", "7");
    }

    @Test
    void settingsStandWhereNoFieldDoes() {
        Map<String, String> config = KafkaConfiguration.builder()
                .pipeline(Configurations.Orders.class)
                .bootstrapServers("broker:9092")
                .parameter("currency", "EUR")
                .setting("topics.regex", "orders-.*")
                .setting("key.converter", "com.example.Keys")
                .setting("value.converter", "com.example.Values")
                .setting("npipeline.ordering", "partition")
                .build()
                .toSinkConnector("x")
                .config();

        assertThat(config)
                .containsEntry("npipeline.pipeline.param.currency", "EUR")
                .containsEntry("topics.regex", "orders-.*")
                .containsEntry("key.converter", "com.example.Keys")
                .containsEntry("value.converter", "com.example.Values")
                .containsEntry("npipeline.ordering", "partition")
                .doesNotContainKeys("topics", "value.converter.schemas.enable");
    }

    @Test
    void aSettingOfARelaysTopicsMakesARelay() {
        assertThat(ingress()
                        .setting("npipeline.source.topics.regex", "a.*")
                        .maxPollRecords(5)
                        .build()
                        .toSourceConnector("x")
                        .config())
                .containsEntry("npipeline.source.consumer.max.poll.records", "5");
    }

    @Test
    void aBuilderCanGoOnAfterItBuilt() {
        KafkaConfigurationBuilder builder = egress();
        KafkaConfiguration before = builder.build();

        builder.setting("npipeline.ordering", "partition").maxRetries(9);

        assertThat(before.toSinkConnector("x").config())
                .doesNotContainKeys("npipeline.ordering", "npipeline.retry.max");
    }
}
