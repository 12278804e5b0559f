package io.npipeline.integration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code docker-compose.yml} of the project. Immutable.
 *
 * @param services each service by its name, as the file has it
 */
record Compose(Map<String, Map<String, Object>> services) {

    /** What Confluent's image brings and Maven Central does not have; tests put {@link #STAND_IN} in its stand. */
    static final String AVRO = "io.confluent.connect.avro.AvroConverter";

    static final String STAND_IN = "org.apache.kafka.connect.json.JsonConverter";

    private static final TypeReference<Map<String, Map<String, Object>>> SERVICES = new TypeReference<>() {};

    /** Something of the host that a service sees. */
    record Mount(String host, String container) {}

    static Compose read() throws IOException {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        Path file = Path.of(System.getProperty("project.root"), "docker-compose.yml");
        return new Compose(mapper.convertValue(mapper.readTree(file.toFile()).get("services"), SERVICES));
    }

    String image(String service) {
        return (String) Objects.requireNonNull(service(service).get("image"));
    }

    /** A service's environment variables. */
    @SuppressWarnings("unchecked")
    Map<String, String> environment(String service) {
        Object variables = service(service).getOrDefault("environment", Map.of());
        assertThat((Map<String, Object>) variables)
                .as("the variables of %s, which in YAML are text where they are in quotes only", service)
                .allSatisfy((name, value) -> assertThat(value).isInstanceOf(String.class));
        return (Map<String, String>) variables;
    }

    /** One of them, which must be set. */
    String variable(String service, String name) {
        return Objects.requireNonNull(environment(service).get(name), name);
    }

    /** What a service's variables with a prefix are as settings, by the rule of Kafka's and Confluent's images. */
    Map<String, String> settings(String service, String prefix) {
        Map<String, String> settings = new TreeMap<>();
        environment(service).forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                settings.put(
                        name.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return settings;
    }

    /** The worker's settings, with the converter that is there. */
    Map<String, String> workerSettings() {
        Map<String, String> settings = settings("connect", "CONNECT_");
        settings.replaceAll((key, value) -> value.replace(AVRO, STAND_IN));
        return settings;
    }

    List<Mount> mounts(String service) {
        return list(service(service).get("volumes")).stream()
                .map(volume -> volume.split(":", -1))
                .map(parts -> new Mount(parts[0], parts[1]))
                .toList();
    }

    /** The command of a service's health check, as it is run: {@code $$} is compose's way to write a dollar. */
    @SuppressWarnings("unchecked")
    List<String> healthCheck(String service) {
        Map<String, Object> check =
                (Map<String, Object>) Objects.requireNonNull(service(service).get("healthcheck"), service);
        List<String> test = list(check.get("test"));
        assertThat(test.get(0)).isEqualTo("CMD");
        return test.stream().skip(1).map(word -> word.replace("$$", "$")).toList();
    }

    private Map<String, Object> service(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(@Nullable Object value) {
        return value == null ? List.of() : (List<String>) value;
    }
}
