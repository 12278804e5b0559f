package io.npipeline.formats;

import io.npipeline.deployment.ConnectClient;
import io.npipeline.formats.judge.Judge;
import io.npipeline.quickstart.environment.BrokerProcess;
import io.npipeline.quickstart.environment.KafkaRuntime;
import io.npipeline.quickstart.environment.RegistryProcess;
import io.npipeline.quickstart.environment.WorkerProcess;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

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
            Path folder, BrokerProcess broker, RegistryProcess registry, WorkerProcess worker, Judge judge) {
        this.folder = folder;
        this.broker = broker;
        this.registry = registry;
        this.worker = worker;
        this.judge = judge;
        this.records = new Records(broker.bootstrapServers());
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
        delete(folder);
        Deque<AutoCloseable> started = new ArrayDeque<>();
        try {
            CompletableFuture<RegistryProcess> registryStart = CompletableFuture.supplyAsync(
                    () -> RegistryProcess.start(target.resolve("registry"), folder.resolve("registry")));
            KafkaRuntime runtime = KafkaRuntime.locate();
            BrokerProcess broker = BrokerProcess.start(runtime, folder.resolve("broker"));
            started.push(broker);
            WorkerSettings settings = WorkerSettings.of(broker.bootstrapServers(), target.resolve("plugins"))
                    .withProperty("exactly.once.source.support", "enabled");
            WorkerProcess worker = WorkerProcess.start(runtime, folder.resolve("worker"), settings);
            started.push(worker);
            RegistryProcess registry = registryStart.join();
            started.push(registry);
            Judge judge = Judge.start(target.resolve("node"), registry.confluentApi(), folder.resolve("judge.log"));
            return new FormatsEnvironment(folder, broker, registry, worker, judge);
        } catch (CompletionException e) {
            close(started);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (RuntimeException e) {
            close(started);
            throw e;
        }
    }

    private static void close(Deque<AutoCloseable> started) {
        for (AutoCloseable one : started) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file in this environment's folder. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    public BrokerProcess broker() {
        return broker;
    }

    public RegistryProcess registry() {
        return registry;
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
