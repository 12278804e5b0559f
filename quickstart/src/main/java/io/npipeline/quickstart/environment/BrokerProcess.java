package io.npipeline.quickstart.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker, its own controller, as a process on the loopback interface. Port and data survive {@link #kill} and
 * {@link #restart}.
 *
 * <p>Not thread safe.
 */
public final class BrokerProcess extends ServerProcess {

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final int CALL_LIMIT_SECONDS = 30;

    private final KafkaRuntime runtime;
    private final Path propertiesFile;
    private final String bootstrapServers;

    private BrokerProcess(
            KafkaRuntime runtime,
            Path directory,
            Map<String, String> extraProperties,
            @Nullable AdvertisedListener listener) {
        super("broker", directory);
        int port = FreePort.find();
        this.runtime = runtime;
        this.propertiesFile = directory().resolve("server.properties");
        this.bootstrapServers = "127.0.0.1:" + port;
        Map<String, String> properties = new TreeMap<>(
                BrokerProperties.singleNode(port, FreePort.find(), directory().resolve("data")));
        if (listener != null) {
            BrokerProperties.putListener(properties, listener);
        }
        properties.putAll(extraProperties);
        PropertiesFile.write(propertiesFile, properties);
    }

    /** Starts a new broker with its files in the directory, which must be empty or missing. Returns when it answers. */
    public static BrokerProcess start(KafkaRuntime runtime, Path directory) {
        return start(runtime, directory, Map.of());
    }

    /** Starts a new broker with properties besides, or other than, those of a small single node. */
    public static BrokerProcess start(KafkaRuntime runtime, Path directory, Map<String, String> extraProperties) {
        return startWith(runtime, directory, extraProperties, null);
    }

    /** Starts a new broker that has a listener besides the one that {@link #bootstrapServers} names. */
    public static BrokerProcess start(
            KafkaRuntime runtime, Path directory, Map<String, String> extraProperties, AdvertisedListener listener) {
        return startWith(runtime, directory, extraProperties, listener);
    }

    private static BrokerProcess startWith(
            KafkaRuntime runtime,
            Path directory,
            Map<String, String> extraProperties,
            @Nullable AdvertisedListener listener) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BrokerProcess broker = new BrokerProcess(runtime, directory, extraProperties, listener);
        broker.format();
        broker.launch();
        return broker;
    }

    private void format() {
        runtime.run(
                "storage-format",
                "kafka.tools.StorageTool",
                List.of("format", "--cluster-id", Uuid.randomUuid().toString(), "--config", propertiesFile.toString()),
                directory());
    }

    @Override
    JvmProcess startProcess() {
        return runtime.start(new JvmCommand(
                "broker",
                "kafka.Kafka",
                List.of(propertiesFile.toString()),
                List.of("-Xmx512m"),
                Map.of(),
                directory()));
    }

    @Override
    void awaitReady(JvmProcess started) {
        try (Admin admin = admin()) {
            started.awaitReady(READY_LIMIT, () -> answers(admin));
        }
    }

    private static boolean answers(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get(1, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            throw EnvironmentException.interrupted("waiting for the broker", e);
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** A new admin client, which the caller closes. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Creates a topic. */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /** Creates a topic with settings such as {@code cleanup.policy}. */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
        try (Admin admin = admin()) {
            admin.createTopics(List.of(topic)).all().get(CALL_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new EnvironmentException("Topic " + name + " could not be created", e);
        } catch (InterruptedException e) {
            throw EnvironmentException.interrupted("creating topic " + name, e);
        }
    }
}
