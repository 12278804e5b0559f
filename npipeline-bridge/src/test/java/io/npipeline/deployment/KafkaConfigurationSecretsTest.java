package io.npipeline.deployment;

import static io.npipeline.deployment.Configurations.egress;
import static io.npipeline.deployment.Configurations.relay;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Logins reach every client, and nobody who only looks. */
class KafkaConfigurationSecretsTest {

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
        assertThat(SchemaRegistryConfiguration.builder()
                        .url("http://app:se#cret@registry,https://other")
                        .basicAuthUsername("app:secret")
                        .build()
                        .toString())
                .contains("url=[hidden], basicAuthUsername=[hidden]")
                .doesNotContain("cret", "other");
        assertThat(relay().schemaRegistry(SchemaRegistryConfiguration.builder()
                                .url("http://app:se#cret@registry")
                                .basicAuthUsername("app:secret")
                                .basicAuthPassword("secret")
                                .build())
                        .build()
                        .validate())
                .extracting(FieldProblem::value)
                .containsExactly("[hidden]", "[hidden]");
        assertThat(configuration.toSourceConnector("x").toString())
                .contains("producer.override.sasl.jaas.config")
                .doesNotContain("secret");
        assertThat(configuration.toSourceConnector("x").toJson()).contains("secret");
    }
}
