package io.npipeline.deployment;

import static io.npipeline.deployment.Configurations.egress;
import static io.npipeline.deployment.Configurations.ingress;
import static io.npipeline.deployment.Configurations.relay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What only one of the connectors refuses, and settings that fields set. */
class KafkaConfigurationRefusalsTest {

    private static void assertSinkRefuses(KafkaConfigurationBuilder configuration, String... problems) {
        assertThatThrownBy(() -> configuration.build().toSinkConnector("x"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("The configuration of connector x is not valid:\n  " + String.join("\n  ", problems));
    }

    private static void assertSourceRefuses(KafkaConfigurationBuilder configuration, String... problems) {
        assertThatThrownBy(() -> configuration.build().toSourceConnector("x"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("The configuration of connector x is not valid:\n  " + String.join("\n  ", problems));
    }

    @Test
    void aSettingThatAFieldSetsIsRefused() {
        assertSinkRefuses(
                egress().maxRetries(1).setting("npipeline.retry.max", "2"),
                "Invalid value npipeline.retry.max for setting: must be another key: maxRetries sets it");
        assertSourceRefuses(
                relay().serializationFormat(SerializationFormat.JSON).setting("value.converter", "x"),
                "Invalid value value.converter for setting: must be another key: serializationFormat sets it");
    }

    @Test
    void aConnectorNeedsItsTopicAndItsName() {
        assertSinkRefuses(
                KafkaConfiguration.builder()
                        .pipeline(Configurations.Orders.class)
                        .bootstrapServers("broker:9092"),
                "Invalid value null for sourceTopic: must be set for a sink connector, or a setting topics or topics.regex");
        assertSourceRefuses(egress(), "Invalid value null for sinkTopic: must be set for a source connector");
        assertThatThrownBy(() -> egress().build().toSinkConnector(" "))
                .hasMessageContaining("Invalid value   for name: must not be blank");
    }

    @Test
    void fieldsOfOutputsAreRefusedInASinkConnector() {
        String rule =
                ": must not be set for a sink connector, which writes to no topic; toSourceConnector is for pipelines "
                        + "that do";

        assertSinkRefuses(
                relay().enableIdempotence(true)
                        .batchSize(1)
                        .lingerMs(2)
                        .compressionType(CompressionType.LZ4)
                        .messageMaxBytes(3)
                        .acks(Acks.ALL)
                        .partitionerClass("P"),
                "Invalid value invoices for sinkTopic" + rule,
                "Invalid value true for enableIdempotence" + rule,
                "Invalid value 1 for batchSize" + rule,
                "Invalid value 2 for lingerMs" + rule,
                "Invalid value LZ4 for compressionType" + rule,
                "Invalid value 3 for messageMaxBytes" + rule,
                "Invalid value ALL for acks" + rule,
                "Invalid value P for partitionerClass" + rule);
    }

    @Test
    void transactionsAreRefusedInASinkConnector() {
        String rule =
                ": must not be set for a sink connector, which writes to no topic; toSourceConnector is for pipelines "
                        + "that do";

        assertSinkRefuses(
                egress().deliverySemantic(DeliverySemantic.EXACTLY_ONCE)
                        .enableTransactions(true)
                        .batchLingerMs(10),
                "Invalid value 10 for batchLingerMs" + rule,
                "Invalid value EXACTLY_ONCE for deliverySemantic: must be AT_LEAST_ONCE or not set for a sink connector: there "
                        + "it is the pipeline's sink that makes it exactly once (addTransactionalSink)",
                "Invalid value true for enableTransactions" + rule);
    }

    @Test
    void fieldsOfInputsAreRefusedInASourceConnectorWithoutATopic() {
        String rule = ": must not be set without sourceTopic: a source of your own has no consumer";

        assertSourceRefuses(
                ingress()
                        .consumerGroupId("g")
                        .groupInstanceId("i")
                        .autoOffsetReset(AutoOffsetReset.LATEST)
                        .maxPollRecords(1)
                        .fetchMinBytes(2)
                        .fetchMaxBytes(3)
                        .maxPartitionFetchBytes(4)
                        .isolationLevel(IsolationLevel.READ_COMMITTED),
                "Invalid value g for consumerGroupId" + rule,
                "Invalid value i for groupInstanceId" + rule,
                "Invalid value LATEST for autoOffsetReset" + rule,
                "Invalid value 1 for maxPollRecords" + rule,
                "Invalid value 2 for fetchMinBytes" + rule,
                "Invalid value 3 for fetchMaxBytes" + rule,
                "Invalid value 4 for maxPartitionFetchBytes" + rule,
                "Invalid value READ_COMMITTED for isolationLevel" + rule);
    }

    @Test
    void whatARelayCannotDoIsRefusedInIt() {
        assertSourceRefuses(
                relay().groupInstanceId("i").acknowledgmentStrategy(AcknowledgmentStrategy.NONE),
                "Invalid value i for groupInstanceId: must not be set for a relay: partitions are assigned to its tasks by the "
                        + "connector, not by a group",
                "Invalid value NONE for acknowledgmentStrategy: must be another for a source connector: positions are stored "
                        + "with what was produced, so a record cannot be settled before it ran");
    }

    @Test
    void fieldsThatMeanNothingMayBeFalse() {
        assertThat(egress().enableAutoCommit(false)
                        .enableAutoOffsetStore(false)
                        .build()
                        .toSinkConnector("x")
                        .config())
                .isEqualTo(egress().build().toSinkConnector("x").config());
    }
}
