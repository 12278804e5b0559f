package io.npipeline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of {@code validate()}, with the field, the value and the rule that it names. */
class KafkaConfigurationRulesTest {

    private static KafkaConfigurationBuilder valid() {
        return KafkaConfiguration.builder()
                .pipeline("com.example.Orders")
                .bootstrapServers("broker:9092")
                .sourceTopic("orders")
                .sinkTopic("invoices");
    }

    private static Arguments rule(UnaryOperator<KafkaConfigurationBuilder> change, String... problems) {
        return Arguments.of(change, List.of(problems));
    }

    static List<Arguments> rules() {
        return List.of(
                rule(
                        b -> b.pipeline(""),
                        "Invalid value  for pipeline: must be set to a class that implements PipelineDefinition"),
                rule(b -> b.tasksMax(0), "Invalid value 0 for tasksMax: must be at least 1"),
                rule(
                        b -> b.setting("name", "x"),
                        "Invalid value name for setting: must be another key: toSinkConnector and toSourceConnector set it"),
                rule(
                        b -> b.setting("connector.class", "x"),
                        "Invalid value connector.class for setting: must be another key: toSinkConnector and "
                                + "toSourceConnector set it"),
                rule(
                        b -> b.bootstrapServers("broker"),
                        "Invalid value broker for bootstrapServers: must be a list of HOST:PORT"),
                rule(b -> b.clientId(" "), "Invalid value   for clientId: must not be blank"),
                rule(
                        b -> b.clientSetting("security.protocol", "SSL"),
                        "Invalid value security.protocol for clientSetting: must be another setting: a field sets it"),
                rule(
                        b -> b.sourceTopic("a b"),
                        "Invalid value a b for sourceTopic: must be the name of a topic: up to 249 letters, digits, dots, "
                                + "dashes and underscores"),
                rule(b -> b.consumerGroupId(""), "Invalid value  for consumerGroupId: must not be blank"),
                rule(b -> b.groupInstanceId(""), "Invalid value  for groupInstanceId: must not be blank"),
                rule(
                        b -> b.groupInstanceId("one").tasksMax(2),
                        "Invalid value one for groupInstanceId: must not be set when tasksMax is 2: the tasks would fence "
                                + "each other"),
                rule(
                        b -> b.enableAutoCommit(true),
                        "Invalid value true for enableAutoCommit: must be false or not set: offsets are committed once "
                                + "their records are settled, which the consumer cannot know"),
                rule(
                        b -> b.enableAutoOffsetStore(true),
                        "Invalid value true for enableAutoOffsetStore: must be false or not set: an offset is stored once "
                                + "its record is settled, not when it is read"),
                rule(b -> b.maxPollRecords(0), "Invalid value 0 for maxPollRecords: must be at least 1"),
                rule(b -> b.fetchMinBytes(-1), "Invalid value -1 for fetchMinBytes: must be at least 0"),
                rule(b -> b.fetchMaxBytes(-1), "Invalid value -1 for fetchMaxBytes: must be at least 0"),
                rule(
                        b -> b.maxPartitionFetchBytes(-1),
                        "Invalid value -1 for maxPartitionFetchBytes: must be at least 0"),
                rule(
                        b -> b.sinkTopic(".."),
                        "Invalid value .. for sinkTopic: must be the name of a topic: up to 249 letters, digits, dots, "
                                + "dashes and underscores"),
                rule(b -> b.batchSize(-1), "Invalid value -1 for batchSize: must be at least 0"),
                rule(b -> b.lingerMs(-1), "Invalid value -1 for lingerMs: must be at least 0"),
                rule(b -> b.messageMaxBytes(0), "Invalid value 0 for messageMaxBytes: must be at least 1"),
                rule(b -> b.partitionerClass(" "), "Invalid value   for partitionerClass: must not be blank"),
                rule(
                        b -> b.batchLingerMs(401).deliverySemantic(DeliverySemantic.EXACTLY_ONCE),
                        "Invalid value 401 for batchLingerMs: must be from 0 to 400"),
                rule(
                        b -> b.batchLingerMs(100),
                        "Invalid value 100 for batchLingerMs: must not be set unless deliverySemantic is EXACTLY_ONCE: "
                                + "outputs are batched in transactions, and without them by the producer, for lingerMs"),
                rule(
                        b -> b.acks(Acks.NONE),
                        "Invalid value NONE for acks: must be LEADER or ALL: positions would be stored of records that no "
                                + "broker may have got"),
                rule(
                        b -> b.acks(Acks.LEADER).enableIdempotence(true),
                        "Invalid value LEADER for acks: must be ALL when enableIdempotence is true"),
                rule(
                        b -> b.serializationFormat(SerializationFormat.AVRO),
                        "Invalid value null for schemaRegistry: must be set when serializationFormat is AVRO"),
                rule(
                        b -> b.serializationFormat(SerializationFormat.PROTOBUF),
                        "Invalid value null for schemaRegistry: must be set when serializationFormat is PROTOBUF"),
                rule(
                        b -> b.schemaRegistry(SchemaRegistryConfiguration.builder()
                                        .url("http://registry")
                                        .build())
                                .setting("value.converter", "x"),
                        "Invalid value value.converter for setting: must be another key: the converter of a schema registry "
                                + "is set by serializationFormat, or converterClass of the registry"),
                rule(
                        b -> b.deliverySemantic(DeliverySemantic.EXACTLY_ONCE).enableIdempotence(false),
                        "Invalid value false for enableIdempotence: must be true or not set when deliverySemantic is "
                                + "EXACTLY_ONCE"),
                rule(
                        b -> b.deliverySemantic(DeliverySemantic.EXACTLY_ONCE).acks(Acks.LEADER),
                        "Invalid value LEADER for acks: must be ALL or not set when deliverySemantic is EXACTLY_ONCE"),
                rule(
                        b -> b.deliverySemantic(DeliverySemantic.EXACTLY_ONCE).enableTransactions(false),
                        "Invalid value false for enableTransactions: must be true or not set when deliverySemantic is "
                                + "EXACTLY_ONCE"),
                rule(
                        b -> b.deliverySemantic(DeliverySemantic.EXACTLY_ONCE)
                                .isolationLevel(IsolationLevel.READ_UNCOMMITTED),
                        "Invalid value READ_UNCOMMITTED for isolationLevel: must be READ_COMMITTED or not set when "
                                + "deliverySemantic is EXACTLY_ONCE: outputs of records whose transaction is aborted would "
                                + "stay"),
                rule(
                        b -> b.enableTransactions(true),
                        "Invalid value null for deliverySemantic: must be EXACTLY_ONCE when enableTransactions is true"),
                rule(
                        b -> b.enableTransactions(true)
                                .enableIdempotence(false)
                                .deliverySemantic(DeliverySemantic.AT_LEAST_ONCE),
                        "Invalid value AT_LEAST_ONCE for deliverySemantic: must be EXACTLY_ONCE when enableTransactions is "
                                + "true",
                        "Invalid value false for enableIdempotence: must be true or not set when enableTransactions is true"),
                rule(
                        b -> b.transactionalId("mine"),
                        "Invalid value mine for transactionalId: must not be set: the worker gives the producer of each "
                                + "task an id of its own, by which it fences off older ones"),
                rule(
                        b -> b.maxDegreeOfParallelism(0),
                        "Invalid value 0 for maxDegreeOfParallelism: must be from 1 to 100000"),
                rule(
                        b -> b.maxDegreeOfParallelism(100_001),
                        "Invalid value 100001 for maxDegreeOfParallelism: must be from 1 to 100000"),
                rule(
                        b -> b.maxDegreeOfParallelism(1).enableParallelProcessing(true),
                        "Invalid value 1 for maxDegreeOfParallelism: must be at least 2 when enableParallelProcessing is "
                                + "true"),
                rule(
                        b -> b.maxDegreeOfParallelism(2).enableParallelProcessing(false),
                        "Invalid value 2 for maxDegreeOfParallelism: must be 1 or not set when enableParallelProcessing is "
                                + "false"),
                rule(
                        b -> b.maxConnectionPoolSize(5),
                        "Invalid value 5 for maxConnectionPoolSize: must not be set: each task has a client of its own, "
                                + "with one connection to each broker; tasksMax sets how many tasks there are"),
                rule(b -> b.statisticsIntervalMs(0), "Invalid value 0 for statisticsIntervalMs: must be at least 1"),
                rule(b -> b.maxRetries(-1), "Invalid value -1 for maxRetries: must be at least 0"),
                rule(b -> b.retryBaseDelayMs(0), "Invalid value 0 for retryBaseDelayMs: must be at least 1"),
                rule(
                        b -> b.retryBaseDelayMs(30_001),
                        "Invalid value 30001 for retryBaseDelayMs: must be at most 30000, or the setting "
                                + "npipeline.retry.delay.max.ms must be set too"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aFieldThatCannotWorkIsRefused(UnaryOperator<KafkaConfigurationBuilder> change, List<String> problems) {
        assertThat(change.apply(valid()).build().validate())
                .extracting(FieldProblem::toString)
                .containsExactlyElementsOf(problems);
    }

    static List<Arguments> logins() {
        String unless = "must not be set unless securityProtocol is SASL_PLAINTEXT or SASL_SSL";
        return List.of(
                rule(
                        b -> b.securityProtocol(SecurityProtocol.SASL_SSL),
                        "Invalid value null for saslMechanism: must be set when securityProtocol is SASL_SSL"),
                rule(
                        b -> b.securityProtocol(SecurityProtocol.SASL_PLAINTEXT).saslMechanism(SaslMechanism.PLAIN),
                        "Invalid value null for saslUsername: must be set when saslMechanism is PLAIN",
                        "Invalid value null for saslPassword: must be set when saslMechanism is PLAIN"),
                rule(
                        b -> b.securityProtocol(SecurityProtocol.SASL_SSL)
                                .saslMechanism(SaslMechanism.SCRAM_SHA_512)
                                .saslUsername("app"),
                        "Invalid value null for saslPassword: must be set when saslMechanism is SCRAM_SHA_512"),
                rule(
                        b -> b.securityProtocol(SecurityProtocol.SASL_SSL)
                                .saslMechanism(SaslMechanism.OAUTHBEARER)
                                .saslUsername("app")
                                .saslPassword("secret"),
                        "Invalid value app for saslUsername: must not be set when saslMechanism is OAUTHBEARER, which has "
                                + "no user names and passwords: use clientSetting(\"sasl.jaas.config\", …)",
                        "Invalid value [hidden] for saslPassword: must not be set when saslMechanism is OAUTHBEARER, which "
                                + "has no user names and passwords: use clientSetting(\"sasl.jaas.config\", …)"),
                rule(
                        b -> b.securityProtocol(SecurityProtocol.SASL_SSL)
                                .saslMechanism(SaslMechanism.PLAIN)
                                .saslUsername("app")
                                .saslPassword("secret")
                                .clientSetting("sasl.jaas.config", "other"),
                        "Invalid value sasl.jaas.config for clientSetting: must be another setting: a field sets it"),
                rule(
                        b -> b.securityProtocol(SecurityProtocol.SSL)
                                .saslMechanism(SaslMechanism.PLAIN)
                                .saslUsername("app")
                                .saslPassword("secret"),
                        "Invalid value PLAIN for saslMechanism: " + unless,
                        "Invalid value app for saslUsername: " + unless,
                        "Invalid value [hidden] for saslPassword: " + unless));
    }

    @ParameterizedTest
    @MethodSource("logins")
    void aLoginThatCannotWorkIsRefusedWithoutItsPassword(
            UnaryOperator<KafkaConfigurationBuilder> change, List<String> problems) {
        aFieldThatCannotWorkIsRefused(change, problems);
    }

    private static Arguments registry(UnaryOperator<SchemaRegistryConfigurationBuilder> change, String... problems) {
        return Arguments.of(change, List.of(problems));
    }

    static List<Arguments> registries() {
        String address = "must be the address of a registry, http or https, or several with commas between";
        return List.of(
                registry(r -> r.url(""), "Invalid value  for schemaRegistry.url: must be set"),
                registry(r -> r.url("registry:8081"), "Invalid value registry:8081 for schemaRegistry.url: " + address),
                registry(r -> r.url("http://a,b c"), "Invalid value http://a,b c for schemaRegistry.url: " + address),
                registry(
                        r -> r.url("http://app:secret@registry"),
                        "Invalid value [hidden] for schemaRegistry.url: must not hold a user: basicAuthUsername and "
                                + "basicAuthPassword do"),
                registry(
                        r -> r.basicAuthUsername("a:b").basicAuthPassword("secret"),
                        "Invalid value [hidden] for schemaRegistry.basicAuthUsername: must not hold a colon"),
                registry(
                        r -> r.basicAuthUsername("app:secret${env:SUFFIX}").basicAuthPassword("secret"),
                        "Invalid value [hidden] for schemaRegistry.basicAuthUsername: must not hold a colon"),
                registry(
                        r -> r.url("https://app:${env:PASSWORD}@registry"),
                        "Invalid value [hidden] for schemaRegistry.url: must not hold a user: basicAuthUsername and "
                                + "basicAuthPassword do"),
                registry(
                        r -> r.basicAuthUsername("a"),
                        "Invalid value null for schemaRegistry.basicAuthPassword: must be set when basicAuthUsername is"),
                registry(
                        r -> r.basicAuthPassword("secret"),
                        "Invalid value null for schemaRegistry.basicAuthUsername: must be set when basicAuthPassword is"),
                registry(
                        r -> r.trustStorePassword("secret"),
                        "Invalid value null for schemaRegistry.trustStoreLocation: must be set when trustStorePassword is"),
                registry(
                        r -> r.keyStorePassword("secret"),
                        "Invalid value null for schemaRegistry.keyStoreLocation: must be set when keyStorePassword is"),
                registry(
                        r -> r.converterClass(" "),
                        "Invalid value   for schemaRegistry.converterClass: must not be blank"),
                registry(
                        r -> r.maxCachedSchemas(0),
                        "Invalid value 0 for schemaRegistry.maxCachedSchemas: must be at least 1"));
    }

    @ParameterizedTest
    @MethodSource("registries")
    void aRegistryThatCannotWorkIsRefused(
            UnaryOperator<SchemaRegistryConfigurationBuilder> change, List<String> problems) {
        SchemaRegistryConfiguration registry = change.apply(
                        SchemaRegistryConfiguration.builder().url("http://registry:8081,https://other"))
                .build();

        assertThat(valid().schemaRegistry(registry).build().validate())
                .extracting(FieldProblem::toString)
                .containsExactlyElementsOf(problems);
    }

    @Test
    void allProblemsAreGivenAtOnce() {
        assertThat(KafkaConfiguration.builder().maxRetries(-1).build().validate())
                .extracting(FieldProblem::toString)
                .containsExactly(
                        "Invalid value null for pipeline: must be set to a class that implements PipelineDefinition",
                        "Invalid value null for bootstrapServers: must be set: a worker does not tell its tasks where its "
                                + "brokers are",
                        "Invalid value -1 for maxRetries: must be at least 0");
    }

    @Test
    void whatAWorkerLooksUpIsNotJudged() {
        assertThat(valid().bootstrapServers("${env:BROKERS}")
                        .sourceTopic("${env:STAGE}-orders")
                        .sinkTopic("${env:STAGE}-invoices")
                        .schemaRegistry(SchemaRegistryConfiguration.builder()
                                .url("${file:/a@b:registry}")
                                .basicAuthUsername("${file:/secrets:user}")
                                .basicAuthPassword("${file:/secrets:password}")
                                .build())
                        .build()
                        .validate())
                .isEmpty();
    }

    @Test
    void aLoginOfItsOwnNeedsNoUser() {
        assertThat(valid().securityProtocol(SecurityProtocol.SASL_SSL)
                        .saslMechanism(SaslMechanism.OAUTHBEARER)
                        .clientSetting("sasl.jaas.config", "login")
                        .build()
                        .validate())
                .isEmpty();
    }

    @Test
    void aLongerFirstDelayGoesWithALongerLongestOne() {
        assertThat(valid().retryBaseDelayMs(30_001)
                        .setting("npipeline.retry.delay.max.ms", "60000")
                        .build()
                        .validate())
                .isEmpty();
    }
}
