package io.npipeline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a configuration, and what only one of the connectors refuses. */
class KafkaConfigurationTest {

    private static final Map<String, String> JSON_VALUES = Map.of(
            "key.converter", "org.apache.kafka.connect.storage.StringConverter",
            "value.converter", "org.apache.kafka.connect.json.JsonConverter",
            "value.converter.schemas.enable", "false");

    private static final class Orders implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            throw new AssertionError("nobody runs this");
        }
    }

    private static KafkaConfigurationBuilder egress() {
        return KafkaConfiguration.builder()
                .pipeline(Orders.class)
                .bootstrapServers("broker:9092")
                .sourceTopic("orders");
    }

    private static KafkaConfigurationBuilder relay() {
        return egress().sinkTopic("invoices");
    }

    private static KafkaConfigurationBuilder ingress() {
        return KafkaConfiguration.builder()
                .pipeline(Orders.class)
                .bootstrapServers("broker:9092")
                .sinkTopic("orders");
    }

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
    void theLeastThatASinkConnectorNeeds() {
        ConnectorConfiguration sink = egress().build().toSinkConnector("store");

        assertThat(sink.name()).isEqualTo("store");
        assertThat(sink.config())
                .containsAllEntriesOf(JSON_VALUES)
                .containsAllEntriesOf(Map.of(
                        "connector.class", "io.npipeline.kafka.connect.sink.NPipelineSinkConnector",
                        "tasks.max", "1",
                        "topics", "orders",
                        "npipeline.pipeline.class", Orders.class.getName(),
                        "npipeline.kafka.bootstrap.servers", "broker:9092",
                        "consumer.override.bootstrap.servers", "broker:9092",
                        "producer.override.bootstrap.servers", "broker:9092",
                        "admin.override.bootstrap.servers", "broker:9092"))
                .hasSize(11);
    }

    @Test
    void theLeastThatARelayNeeds() {
        assertThat(relay().build().toSourceConnector("price").config())
                .containsAllEntriesOf(JSON_VALUES)
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
                .hasSize(11);
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
    void aLoginIsThatOfEveryClientAndAReferenceStaysOne() {
        Map<String, String> config = egress().securityProtocol(SecurityProtocol.SASL_SSL)
                .saslMechanism(SaslMechanism.SCRAM_SHA_256)
                .saslUsername("a\"b\\c")
                .saslPassword("${file:C:\\secrets:kafka}\"")
                .clientSetting("ssl.truststore.location", "/trusted")
                .build()
                .toSinkConnector("x")
                .config();

        for (String client :
                new String[] {"consumer.override.", "producer.override.", "admin.override.", "npipeline.kafka."}) {
            assertThat(config)
                    .containsEntry(client + "security.protocol", "SASL_SSL")
                    .containsEntry(client + "sasl.mechanism", "SCRAM-SHA-256")
                    .containsEntry(client + "ssl.truststore.location", "/trusted")
                    .containsEntry(
                            client + "sasl.jaas.config",
                            "org.apache.kafka.common.security.scram.ScramLoginModule required "
                                    + "username=\"a\\\"b\\\\c\" password=\"${file:C:\\secrets:kafka}\\\"\";");
        }
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
    void aFormatNamesTheConverterOfValues() {
        SchemaRegistryConfiguration registry = SchemaRegistryConfiguration.builder()
                .url("http://registry:8081")
                .build();
        Map<SerializationFormat, String> converters = Map.of(
                SerializationFormat.JSON, "io.confluent.connect.json.JsonSchemaConverter",
                SerializationFormat.AVRO, "io.confluent.connect.avro.AvroConverter",
                SerializationFormat.PROTOBUF, "io.confluent.connect.protobuf.ProtobufConverter");

        converters.forEach((format, converter) -> assertThat(egress().serializationFormat(format)
                        .schemaRegistry(registry)
                        .build()
                        .toSinkConnector("x")
                        .config())
                .containsEntry("value.converter", converter)
                .containsEntry("value.converter.schema.registry.url", "http://registry:8081")
                .doesNotContainKey("value.converter.schemas.enable"));
    }

    @Test
    void theConverterOfARegistryIsToldAllThereIsToTell() {
        SchemaRegistryConfiguration registry = SchemaRegistryConfiguration.builder()
                .url("https://registry")
                .basicAuthUsername("app")
                .basicAuthPassword("${file:/secrets:registry}")
                .converterClass("com.example.Converter")
                .autoRegisterSchemas(false)
                .subjectNameStrategy(SubjectNameStrategy.TOPIC_RECORD)
                .maxCachedSchemas(50)
                .trustStoreLocation("/trusted")
                .trustStorePassword("trust")
                .keyStoreLocation("/keys")
                .keyStorePassword("key")
                .build();

        assertThat(relay().serializationFormat(SerializationFormat.AVRO)
                        .schemaRegistry(registry)
                        .build()
                        .toSourceConnector("x")
                        .config())
                .containsAllEntriesOf(Map.of(
                        "value.converter", "com.example.Converter",
                        "value.converter.schema.registry.url", "https://registry",
                        "value.converter.basic.auth.credentials.source", "USER_INFO",
                        "value.converter.basic.auth.user.info", "app:${file:/secrets:registry}",
                        "value.converter.auto.register.schemas", "false",
                        "value.converter.max.schemas.per.subject", "50"))
                .containsAllEntriesOf(Map.of(
                        "value.converter.value.subject.name.strategy",
                        "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy",
                        "value.converter.schema.registry.ssl.truststore.location",
                        "/trusted",
                        "value.converter.schema.registry.ssl.truststore.password",
                        "trust",
                        "value.converter.schema.registry.ssl.keystore.location",
                        "/keys",
                        "value.converter.schema.registry.ssl.keystore.password",
                        "key"));
    }

    @Test
    void settingsStandWhereNoFieldDoes() {
        Map<String, String> config = KafkaConfiguration.builder()
                .pipeline(Orders.class)
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
                KafkaConfiguration.builder().pipeline(Orders.class).bootstrapServers("broker:9092"),
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

    @Test
    void noSecretIsShownAsText() {
        KafkaConfiguration configuration = relay().securityProtocol(SecurityProtocol.SASL_SSL)
                .saslMechanism(SaslMechanism.PLAIN)
                .saslUsername("app")
                .saslPassword("secret")
                .clientSetting("ssl.keystore.password", "secret")
                .parameter("database.password", "secret")
                .setting("transforms.x.key", "secret")
                .schemaRegistry(SchemaRegistryConfiguration.builder()
                        .url("http://registry")
                        .basicAuthUsername("app")
                        .basicAuthPassword("secret")
                        .trustStoreLocation("/t")
                        .trustStorePassword("secret")
                        .keyStoreLocation("/k")
                        .keyStorePassword("secret")
                        .build())
                .build();

        assertThat(configuration.toString())
                .contains(
                        "app", "[hidden]", "ssl.keystore.password", "database.password", "transforms.x.key", "/t", "/k")
                .doesNotContain("secret");
        assertThat(SchemaRegistryConfiguration.builder()
                        .url("http://app:secret@registry")
                        .build())
                .hasToString("SchemaRegistryConfiguration[url=[hidden], basicAuthUsername=null, converterClass=null, "
                        + "autoRegisterSchemas=null, subjectNameStrategy=null, maxCachedSchemas=null, "
                        + "trustStoreLocation=null, keyStoreLocation=null]");
        assertThat(configuration.toSourceConnector("x").toString())
                .contains("producer.override.sasl.jaas.config")
                .doesNotContain("secret");
        assertThat(configuration.toSourceConnector("x").toJson()).contains("secret");
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
