package io.npipeline.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.deployment.ConnectorConfiguration;
import io.npipeline.deployment.ConnectorStatus;
import io.npipeline.deployment.KafkaConfiguration;
import io.npipeline.deployment.KafkaConfigurationBuilder;
import io.npipeline.deployment.SchemaRegistryConfiguration;
import io.npipeline.deployment.SchemaRegistryConfigurationBuilder;
import io.npipeline.deployment.SerializationFormat;
import io.npipeline.formats.sample.SampleEgress;
import io.npipeline.formats.sample.SampleIngress;
import io.npipeline.formats.sample.SampleRelay;
import io.npipeline.pipeline.PipelineDefinition;
import io.npipeline.quickstart.environment.Certificates;
import io.npipeline.quickstart.exposure.Exposure;
import io.npipeline.quickstart.exposure.Rest;
import io.npipeline.quickstart.exposure.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Connectors of all three kinds with a schema registry behind TLS and a password, configured from a program, and what is seen of
 * their secrets.
 */
@ExtendWith(SharedEnvironment.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredRegistryIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CASE = "record, in a record";
    private static final Map<String, Map<String, String>> CONNECTORS = new HashMap<>();

    private static FormatsEnvironment environment;
    private static Secrets secrets;
    private static Certificates certificates;
    private static SecuredRegistry registry;

    @BeforeAll
    static void start(FormatsEnvironment shared) throws IOException, GeneralSecurityException, InterruptedException {
        environment = shared;
        secrets = new Secrets(environment.file("secrets.properties"));
        String password = secrets.plant("registry");
        String keyStorePassword = secrets.plant("key store");
        String trustStorePassword = secrets.plant("trust store");
        secrets.put("registry", password);
        secrets.put("wrong-registry", secrets.plant("wrong registry"));
        secrets.put("trust-store", trustStorePassword);
        certificates = Certificates.create(environment.file("certificates"), keyStorePassword, trustStorePassword);
        registry = new SecuredRegistry(
                environment.registry().confluentApi().resolve("/"),
                certificates.keyStore(),
                keyStorePassword,
                password);
        Rest rest = rest();
        for (String logger : List.of("org.apache.kafka.common.config", "org.apache.pulsar", "io.apicurio")) {
            rest.log(logger, "INFO");
        }
        rest.log("io.npipeline", "DEBUG");
        for (String topic : List.of("secured", "secured-out", "secured-apicurio", "secured-wrong")) {
            environment.broker().createTopic(topic, 1);
        }
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    private static Rest rest() {
        return new Rest(environment.connect().address());
    }

    private static void put(String name, Map<String, String> config) {
        CONNECTORS.put(name, config);
        environment.connect().put(name, config);
    }

    private static void put(ConnectorConfiguration connector) {
        put(connector.name(), connector.config());
    }

    private static KafkaConfigurationBuilder configuration(
            Class<? extends PipelineDefinition> pipeline, SchemaRegistryConfigurationBuilder schemas) {
        return KafkaConfiguration.builder()
                .bootstrapServers(environment.broker().bootstrapServers())
                .pipeline(pipeline)
                .serializationFormat(SerializationFormat.AVRO)
                .schemaRegistry(schemas.build());
    }

    /** @param password the name of a secret */
    private static SchemaRegistryConfigurationBuilder schemas(String password) {
        return SchemaRegistryConfiguration.builder()
                .url(registry.secured(environment.registry().confluentApi()).toString())
                .converterClass(Objects.requireNonNull(Format.AVRO_CONFLUENT
                        .converter("value.converter", environment.registry())
                        .get("value.converter")))
                .basicAuthUsername(SecuredRegistry.USER)
                .basicAuthPassword(secrets.reference(password));
    }

    /** @param password the name of a secret */
    private static SchemaRegistryConfigurationBuilder trusting(String password) {
        return schemas(password)
                .trustStoreLocation(certificates.trustStore().toString())
                .trustStorePassword(secrets.reference("trust-store"));
    }

    @Test
    @Order(1)
    void allThreeWriteAndReadThroughIt() {
        Path findings = environment.file("secured-findings.txt");
        put(configuration(SampleIngress.class, trusting("registry"))
                .sinkTopic("secured")
                .parameter("only", CASE)
                .build()
                .toSourceConnector("secured-ingress"));
        put(configuration(SampleRelay.class, trusting("registry"))
                .sourceTopic("secured")
                .sinkTopic("secured-out")
                .build()
                .toSourceConnector("secured-relay"));
        put(configuration(SampleEgress.class, trusting("registry"))
                .sourceTopic("secured-out")
                .parameter("findings", findings.toString())
                .build()
                .toSinkConnector("secured-egress"));

        await().atMost(LIMIT).untilAsserted(() -> {
            CONNECTORS.keySet().forEach(name -> assertThat(failureOrNone(name)).isEmpty());
            assertThat(findings).exists().content().isEqualTo(CASE + "\tequal\n");
        });
    }

    @Test
    @Order(2)
    void apicuriosOwnConverterWritesThroughItToo() {
        Map<String, String> config = Connectors.source(SampleIngress.class, "secured-apicurio");
        config.put("npipeline.pipeline.param.only", CASE);
        config.putAll(Format.AVRO_APICURIO.converter("value.converter", environment.registry()));
        String prefix = "value.converter.apicurio.registry.";
        config.put(
                prefix + "url",
                registry.secured(environment.registry().ownApi()).toString());
        config.put("value.converter.apicurio.auth.username", SecuredRegistry.USER);
        config.put("value.converter.apicurio.auth.password", secrets.reference("registry"));
        config.put(
                prefix + "request.ssl.truststore.location",
                certificates.trustStore().toString());
        config.put(prefix + "request.ssl.truststore.type", Certificates.TYPE);
        config.put(prefix + "request.ssl.truststore.password", secrets.reference("trust-store"));
        put("secured-apicurio", config);

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(failureOrNone("secured-apicurio")).isEmpty();
            assertThat(environment.records().read("secured-apicurio")).containsOnlyKeys(CASE);
        });
    }

    @Test
    @Order(3)
    void aWrongPasswordIsNamedAsSuchWhereSchemasAreWrittenAndWhereTheyAreRead() {
        put(configuration(SampleIngress.class, trusting("wrong-registry"))
                .sinkTopic("secured-wrong")
                .parameter("only", CASE)
                .build()
                .toSourceConnector("wrong-ingress"));
        put(configuration(SampleRelay.class, trusting("wrong-registry"))
                .sourceTopic("secured")
                .sinkTopic("secured-wrong")
                .build()
                .toSourceConnector("wrong-relay"));

        assertThat(failure("wrong-ingress")).contains("secured-wrong").contains("Unauthorized; error code: 401");
        assertThat(failure("wrong-relay")).contains("secured").contains("Unauthorized; error code: 401");
    }

    @Test
    @Order(4)
    void aCertificateThatIsNotTrustedIsNamedAsSuch() {
        put(configuration(SampleIngress.class, schemas("registry"))
                .sinkTopic("secured-wrong")
                .parameter("only", CASE)
                .build()
                .toSourceConnector("untrusting-ingress"));

        assertThat(failure("untrusting-ingress"))
                .contains("SSLHandshakeException")
                .contains("certification path");
    }

    private static String failureOrNone(String connector) {
        return environment
                .connect()
                .findStatus(connector)
                .flatMap(ConnectorStatus::failure)
                .orElse("");
    }

    private static String failure(String connector) {
        await().atMost(LIMIT).until(() -> !failureOrNone(connector).isEmpty());
        return failureOrNone(connector);
    }

    @Test
    @Order(5)
    void noSecretIsSeenAnywhere() throws IOException, InterruptedException {
        Map<String, String> seen = Exposure.of(
                environment.worker().log(), rest(), environment.broker().bootstrapServers(), CONNECTORS);

        assertThat(seen.get("log")).contains("basic.auth.user.info = [hidden]", "wrong-relay", "DEBUG");
        assertThat(seen.get("topics")).contains("${file:");
        assertThat(seen.get("connectors")).contains("Unauthorized", "SSLHandshakeException");
        assertThat(secrets.in(secrets.fileContent()))
                .as("secrets that would be found")
                .containsExactly("registry", "trust store", "wrong registry");
        seen.forEach((where, text) ->
                assertThat(secrets.in(text)).as("secrets in " + where).isEmpty());
    }
}
