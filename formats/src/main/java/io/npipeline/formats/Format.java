package io.npipeline.formats;

import io.npipeline.quickstart.environment.RegistryProcess;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A format and the converter that a connector has for it. */
public enum Format {
    JSON("json", "JSON") {
        @Override
        Map<String, String> settings(RegistryProcess registry) {
            return Map.of("", "org.apache.kafka.connect.json.JsonConverter", ".schemas.enable", "false");
        }
    },
    JSON_SCHEMA("json-schema", "JSON Schema") {
        @Override
        Map<String, String> settings(RegistryProcess registry) {
            return ofConfluentApi("io.npipeline.formats.converter.JsonSchemaConverter", registry);
        }
    },
    AVRO_APICURIO("avro-apicurio", "Avro, Apicurio's") {
        @Override
        Map<String, String> settings(RegistryProcess registry) {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("", "io.apicurio.registry.utils.converter.AvroConverter");
            settings.put(".apicurio.registry.url", registry.ownApi().toString());
            settings.put(".apicurio.registry.auto-register", "true");
            settings.put(".apicurio.registry.find-latest", "true");
            settings.put(".apicurio.registry.as-confluent", "true");
            settings.put(".apicurio.registry.use-id", "contentId");
            settings.put(".apicurio.registry.headers.enabled", "false");
            settings.put(
                    ".apicurio.registry.artifact-resolver-strategy",
                    "io.apicurio.registry.serde.strategy.TopicIdStrategy");
            return settings;
        }
    },
    AVRO_CONFLUENT("avro-confluent", "Avro, Confluent's") {
        @Override
        Map<String, String> settings(RegistryProcess registry) {
            return ofConfluentApi("org.apache.pulsar.kafka.shade.io.confluent.connect.avro.AvroConverter", registry);
        }
    },
    PROTOBUF("protobuf", "Protobuf") {
        @Override
        Map<String, String> settings(RegistryProcess registry) {
            return ofConfluentApi("io.npipeline.formats.converter.ProtobufConverter", registry);
        }
    };

    private final String word;
    private final String title;

    Format(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** The converter's class under the empty name, and its settings under theirs with a dot before. */
    abstract Map<String, String> settings(RegistryProcess registry);

    private static Map<String, String> ofConfluentApi(String converter, RegistryProcess registry) {
        return Map.of(
                "", converter, ".schema.registry.url", registry.confluentApi().toString());
    }

    /** What topics and connectors are called after it. */
    public String word() {
        return word;
    }

    /** What its column in the table is called. */
    public String title() {
        return title;
    }

    /** The settings of a connector by which its values are in this format, under a key such as {@code value.converter}. */
    public Map<String, String> converter(String key, RegistryProcess registry) {
        Map<String, String> config = new TreeMap<>();
        settings(registry).forEach((name, value) -> config.put(key + name, value));
        return config;
    }
}
