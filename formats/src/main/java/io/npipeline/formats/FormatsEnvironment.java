package io.npipeline.formats;

import io.npipeline.deployment.ConnectClient;
import io.npipeline.formats.judge.Judge;
import io.npipeline.quickstart.environment.BrokerProcess;
import io.npipeline.quickstart.environment.FolderTree;
import io.npipeline.quickstart.environment.KafkaRuntime;
import io.npipeline.quickstart.environment.RegistryProcess;
import io.npipeline.quickstart.environment.WorkerProcess;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * A broker, a schema registry, a worker with the packaged plugin and the converters, and the judge, each a process.
 *
 * <p>Not thread safe.
 */
public final class FormatsEnvironment implements AutoCloseable {

    private final Path folder;
    private final BrokerProcess broker;
    private final RegistryProcess registry;
    private final WorkerProcess worker;
    private final Judge judge;
    private final Records records;

    private FormatsEnvironment(
            Path folder,
            BrokerProcess broker,
            RegistryProcess registry,
            WorkerProcess worker,
            Judge judge,
            Records records) {
        this.folder = folder;
        this.broker = broker;
        this.registry = registry;
        this.worker = worker;
        this.judge = judge;
        this.records = records;
    }

    /**
     * Starts all.
     *
     * @param root the root of the checkout, where the module is built
     * @param name what to call the folder for files of this run
     */
    public static FormatsEnvironment start(Path root, String name) {
        Path target = root.resolve("formats/target").toAbsolutePath().normalize();
        Path folder = target.resolve("run").resolve(name);
        FolderTree.delete(folder);
        CompletableFuture<RegistryProcess> registryStart = CompletableFuture.supplyAsync(
                () -> RegistryProcess.start(target.resolve("registry"), folder.resolve("registry")));
        Deque<AutoCloseable> started = new ArrayDeque<>();
        started.push(() -> closeWhenStarted(registryStart));
        try {
            KafkaRuntime runtime = KafkaRuntime.locate();
            BrokerProcess broker = BrokerProcess.start(runtime, folder.resolve("broker"));
            started.push(broker);
            WorkerSettings settings = WorkerSettings.of(broker.bootstrapServers(), target.resolve("plugins"))
                    .withProperty("exactly.once.source.support", "enabled")
                    .withProperty("config.providers", "file")
                    .withProperty("config.providers.env.class", "")
                    .withProperty("config.providers.file.class", FileConfigProvider.class.getName())
                    .withProperty("config.providers.file.param.allowed.paths", folder.toString());
            WorkerProcess worker = WorkerProcess.start(runtime, folder.resolve("worker"), settings);
            started.push(worker);
            Records records = new Records(broker.bootstrapServers());
            started.push(records);
            RegistryProcess registry = registryStart.join();
            Judge judge = Judge.start(target.resolve("node"), registry.confluentApi(), folder.resolve("judge.log"));
            return new FormatsEnvironment(folder, broker, registry, worker, judge, records);
        } catch (RuntimeException e) {
            RuntimeException cause =
                    e instanceof CompletionException && e.getCause() instanceof RuntimeException inner ? inner : e;
            close(started, cause);
            throw cause;
        }
    }

    /** All of it whatever happens, or processes would stay. */
    private static void close(Deque<AutoCloseable> started, RuntimeException because) {
        for (AutoCloseable one : started) {
            try {
                one.close();
            } catch (Exception e) {
                because.addSuppressed(e);
            }
        }
    }

    private static void closeWhenStarted(CompletableFuture<RegistryProcess> start) {
        start.thenAccept(RegistryProcess::close).exceptionally(failed -> null).join();
    }

    /** A file in this environment's folder, which the worker's config provider {@code file} may read. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    public BrokerProcess broker() {
        return broker;
    }

    public RegistryProcess registry() {
        return registry;
    }

    WorkerProcess worker() {
        return worker;
    }

    public ConnectClient connect() {
        return worker.client();
    }

    public Judge judge() {
        return judge;
    }

    public Records records() {
        return records;
    }

    @Override
    public void close() {
        try (broker;
                worker;
                registry;
                judge) {
            records.close();
        }
    }
}
