package io.npipeline.deployment;

import static io.npipeline.deployment.Configurations.egress;
import static io.npipeline.deployment.Configurations.ingress;
import static io.npipeline.deployment.Configurations.relay;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of formats and schema registries. */
class KafkaConfigurationSerializationTest {

    @Test
    void convertersAreTheWorkersWhereNothingIsSaid() {
        assertThat(ingress().build().toSourceConnector("x").config().keySet())
                .noneMatch(key -> key.contains("converter"));
    }

    @Test
    void jsonIsWithoutSchemasAndKeysAreText() {
        Map<String, String> json = Map.of(
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false");

        assertThat(egress().serializationFormat(SerializationFormat.JSON)
                        .build()
                        .toSinkConnector("x")
                        .config())
                .containsAllEntriesOf(json);
        assertThat(relay().build().toSourceConnector("x").config())
                .as("a relay cannot have the worker's")
                .containsAllEntriesOf(json);
    }

    @Test
    void aRegistryAloneIsOfJson() {
        assertThat(egress().schemaRegistry(SchemaRegistryConfiguration.builder()
                                .url("http://registry:8081")
                                .build())
                        .build()
                        .toSinkConnector("x")
                        .config())
                .containsEntry("key.converter", "org.apache.kafka.connect.storage.StringConverter")
                .containsEntry("value.converter", "io.confluent.connect.json.JsonSchemaConverter");
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
}
