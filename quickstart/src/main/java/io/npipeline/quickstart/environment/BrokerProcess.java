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
public final class BrokerProcess implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final int CALL_LIMIT_SECONDS = 30;

    private final KafkaRuntime runtime;
    private final Path directory;
    private final Path propertiesFile;
    private final String bootstrapServers;
    private @Nullable JvmProcess process;

    private BrokerProcess(KafkaRuntime runtime, Path directory, Map<String, String> extraProperties) {
        int port = FreePort.find();
        this.runtime = runtime;
        this.directory = directory.toAbsolutePath();
        this.propertiesFile = this.directory.resolve("server.properties");
        this.bootstrapServers = "127.0.0.1:" + port;
        Map<String, String> properties =
                new TreeMap<>(BrokerProperties.singleNode(port, FreePort.find(), this.directory.resolve("data")));
        properties.putAll(extraProperties);
        PropertiesFile.write(propertiesFile, properties);
    }

    /** Starts a new broker with its files in the directory, which must be empty or missing. Returns when it answers. */
    public static BrokerProcess start(KafkaRuntime runtime, Path directory) {
        return start(runtime, directory, Map.of());
    }

    /** Starts a new broker with properties besides, or other than, those of a small single node. */
    public static BrokerProcess start(KafkaRuntime runtime, Path directory, Map<String, String> extraProperties) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BrokerProcess broker = new BrokerProcess(runtime, directory, extraProperties);
        broker.format();
        broker.launch();
        return broker;
    }

    private void format() {
        runtime.run(
                "storage-format",
                "kafka.tools.StorageTool",
                List.of("format", "--cluster-id", Uuid.randomUuid().toString(), "--config", propertiesFile.toString()),
                directory);
    }

    private void launch() {
        JvmProcess started = runtime.start(new JvmCommand(
                "broker", "kafka.Kafka", List.of(propertiesFile.toString()), List.of("-Xmx512m"), Map.of(), directory));
        process = started;
        try (Admin admin = admin()) {
            started.awaitReady(READY_LIMIT, () -> answers(admin));
        } catch (RuntimeException e) {
            close();
            throw e;
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

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The id of the broker's own process. */
    public long pid() {
        return running().pid();
    }

    /** Ends the process with SIGKILL. */
    public void kill() {
        running().kill();
        process = null;
    }

    /** Starts the broker again, after stopping it in order if it runs, and returns when it answers. */
    public void restart() {
        close();
        launch();
    }

    /** Where the output of the process goes; restarts append. */
    public Path log() {
        return directory.resolve("broker.log");
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    private JvmProcess running() {
        if (process == null) {
            throw new IllegalStateException("The broker does not run");
        }
        return process;
    }
}
