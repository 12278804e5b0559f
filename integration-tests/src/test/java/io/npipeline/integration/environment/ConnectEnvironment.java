package io.npipeline.integration.environment;

import io.npipeline.deployment.ConnectClient;
import io.npipeline.quickstart.environment.AdvertisedListener;
import io.npipeline.quickstart.environment.BrokerProcess;
import io.npipeline.quickstart.environment.FolderTree;
import io.npipeline.quickstart.environment.KafkaRuntime;
import io.npipeline.quickstart.environment.WorkerProcess;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A broker and a distributed worker with the packaged plugin for the tests of one class. The worker is a process, and so is the
 * broker unless {@code it.broker} says otherwise; one with a listener or a proxy is in any case.
 */
public final class ConnectEnvironment implements AutoCloseable {

    private final Path folder;
    private final Broker broker;
    private final WorkerSettings settings;
    private final WorkerProcess worker;
    private final List<WorkerProcess> moreWorkers = new ArrayList<>();
    private final Topics topics;

    private ConnectEnvironment(Path folder, Broker broker, WorkerSettings settings, WorkerProcess worker) {
        this.folder = folder;
        this.broker = broker;
        this.settings = settings;
        this.worker = worker;
        this.topics = new Topics(broker.bootstrapServers());
    }

    /** Starts both. Files go to a folder named after the tests. */
    public static ConnectEnvironment start(Class<?> tests) {
        return start(tests, UnaryOperator.identity());
    }

    /** Starts both, with other settings of the worker. */
    public static ConnectEnvironment start(Class<?> tests, UnaryOperator<WorkerSettings> settings) {
        return start(tests, settings, Map.of());
    }

    /** Starts both, with other settings of the worker and properties of the broker. */
    public static ConnectEnvironment start(
            Class<?> tests, UnaryOperator<WorkerSettings> settings, Map<String, String> brokerProperties) {
        return start(tests, settings, directory -> Broker.start(directory, brokerProperties));
    }

    /** Starts both, with a listener of the broker besides the one that the worker and the tests use. */
    public static ConnectEnvironment start(
            Class<?> tests,
            UnaryOperator<WorkerSettings> settings,
            Map<String, String> brokerProperties,
            AdvertisedListener listener) {
        return start(
                tests,
                settings,
                directory ->
                        Broker.of(BrokerProcess.start(KafkaRuntime.locate(), directory, brokerProperties, listener)));
    }

    /** Starts both, the worker with the proxy between it and the broker. What tests do goes past the proxy. */
    public static ConnectEnvironment startBehind(
            TcpProxy proxy,
            Class<?> tests,
            UnaryOperator<WorkerSettings> settings,
            Map<String, String> brokerProperties) {
        AdvertisedListener proxied = new AdvertisedListener(proxy.targetPort(), proxy.address());
        return start(
                tests,
                usual -> settings.apply(usual.withProperty("bootstrap.servers", proxy.address())),
                brokerProperties,
                proxied);
    }

    /** Starts both, the broker in a way of its own. */
    public static ConnectEnvironment start(
            Class<?> tests, UnaryOperator<WorkerSettings> settings, Function<Path, Broker> brokerStart) {
        Path folder = newFolder(tests);
        KafkaRuntime runtime = KafkaRuntime.locate();
        Broker broker = brokerStart.apply(folder.resolve("broker"));
        try {
            Path pluginPath = PluginFolder.assemble(folder.resolve("plugins"));
            WorkerSettings all = settings.apply(WorkerSettings.of(broker.bootstrapServers(), pluginPath));
            WorkerProcess worker = WorkerProcess.start(runtime, folder.resolve("worker"), all);
            return new ConnectEnvironment(folder, broker, all, worker);
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** The folder for the files of some tests, without those of an earlier run. */
    public static Path newFolder(Class<?> tests) {
        Path folder = Path.of(System.getProperty("work.folder"), tests.getSimpleName());
        FolderTree.delete(folder);
        return folder;
    }

    /** Starts one more worker like the first, with which it shares the connectors; it ends with this environment. */
    public WorkerProcess startAnotherWorker() {
        return startAnotherWorker(UnaryOperator.identity());
    }

    /** Starts one more worker with other settings, by which it may be of another group. */
    public WorkerProcess startAnotherWorker(UnaryOperator<WorkerSettings> change) {
        Path files = folder.resolve("worker-" + (moreWorkers.size() + 2));
        WorkerProcess another = WorkerProcess.start(KafkaRuntime.locate(), files, change.apply(settings));
        moreWorkers.add(another);
        return another;
    }

    /** A file in this environment's folder. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    public Broker broker() {
        return broker;
    }

    /** The broker, which tests may stop and kill. It must have been started as a process. */
    public BrokerProcess brokerProcess() {
        return ((ProcessBroker) broker).process();
    }

    public WorkerProcess worker() {
        return worker;
    }

    public ConnectClient connect() {
        return worker.client();
    }

    public Topics topics() {
        return topics;
    }

    @Override
    public void close() {
        try (broker;
                worker) {
            moreWorkers.forEach(WorkerProcess::close);
            topics.close();
        }
    }
}
