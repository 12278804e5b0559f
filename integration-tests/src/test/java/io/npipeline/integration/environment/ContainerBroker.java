package io.npipeline.integration.environment;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.npipeline.quickstart.environment.BrokerProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A broker in a container of the image that docker-compose.yml names. */
public final class ContainerBroker implements Broker {

    private static final Path COMPOSE = Path.of(System.getProperty("project.root"), "docker-compose.yml");

    private final KafkaContainer container;

    private ContainerBroker(KafkaContainer container) {
        this.container = container;
    }

    /** Starts one with properties besides, or other than, those of a small single node. Returns when it answers. */
    public static ContainerBroker start(Map<String, String> properties) {
        KafkaContainer container = new KafkaContainer(image()).withEnv("KAFKA_HEAP_OPTS", "-Xmx512m");
        Map<String, String> all = new TreeMap<>(BrokerProperties.smallCluster());
        all.putAll(properties);
        all.forEach((key, value) -> container.withEnv(variable(key), value));
        try {
            container.start();
            return new ContainerBroker(container);
        } catch (RuntimeException e) {
            container.stop();
            throw e;
        }
    }

    static DockerImageName image() {
        try {
            return DockerImageName.parse(new YAMLMapper()
                    .readTree(COMPOSE.toFile())
                    .required("services")
                    .required("broker")
                    .required("image")
                    .asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment variable by which the image takes a property. */
    static String variable(String property) {
        String words = property.replace("_", "__").replace("-", "___").replace('.', '_');
        return "KAFKA_" + words.toUpperCase(Locale.ROOT);
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.stop();
    }
}
