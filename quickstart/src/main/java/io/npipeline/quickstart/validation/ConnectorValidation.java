package io.npipeline.quickstart.validation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says of connectors' configurations what a worker says of them, with what is likely a slip and what only brokers can tell.
 *
 * <p>Used by one thread.
 */
public final class ConnectorValidation {

    private static final String CLASS = "connector.class";

    /** Keys of classes that a worker looks for in all folders of its {@code plugin.path}. */
    private static final Pattern PLUGIN =
            Pattern.compile("connector\\.class|(.*\\.)?converter|(transforms|predicates)\\..*\\.type");

    private static final String NO_SERVICE_FILE =
            "that the worker's plugin.discovery is not service_load: no service file of"
                    + " the jar names the class, and only workers that look into all classes find it";

    private final Path pluginPath;
    private final Map<String, String> environment;
    private final WorkerRemarks byServiceFiles;

    /** Those of a worker that has looked into all classes, from when one was missed. */
    private @Nullable WorkerRemarks byAllClasses;

    /**
     * @param pluginPath the {@code plugin.path} of a worker, with the connectors and the jars of their pipelines
     * @param environment the variables that <code>${env:NAME}</code> stands for
     */
    public ConnectorValidation(Path pluginPath, Map<String, String> environment) {
        this.pluginPath = pluginPath;
        this.environment = Map.copyOf(environment);
        byServiceFiles = new WorkerRemarks(OfflineWorker.withServiceFiles(pluginPath));
    }

    /** What is to be said of a configuration: errors first, by key. */
    public List<Remark> validate(ConnectorFile file) throws InterruptedException {
        FilledSettings settings = file.filledIn(environment);
        List<Remark> remarks = new ArrayList<>(remarks(settings));
        if (!file.isNamed()) {
            remarks.add(Remark.unchecked(ConnectorFile.NAME, ConnectorFile.NO_NAME));
        }
        return remarks;
    }

    private List<Remark> remarks(FilledSettings settings) throws InterruptedException {
        String open = settings.open().get(CLASS);
        if (open != null) {
            return List.of(Remark.unchecked(CLASS, open + ", so nothing of the connector is checked"));
        }
        if (settings.values().get(CLASS) == null) {
            // The worker's own sentence shows the whole configuration.
            return List.of(Remark.error(
                    CLASS, "Missing required configuration \"" + CLASS + "\" which has no default value."));
        }
        List<Remark> remarks = byServiceFiles.of(settings);
        Set<String> refused = refusedPlugins(remarks);
        return refused.isEmpty() ? remarks : ofAllClasses(settings, refused);
    }

    /** A class may have been refused because no service file names it, which most workers do not mind. */
    private List<Remark> ofAllClasses(FilledSettings settings, Set<String> refused) throws InterruptedException {
        if (byAllClasses == null) {
            byAllClasses = new WorkerRemarks(OfflineWorker.withAllClasses(pluginPath));
        }
        List<Remark> remarks = new ArrayList<>(byAllClasses.of(settings));
        Set<String> found = new TreeSet<>(refused);
        found.removeAll(refusedPlugins(remarks));
        found.forEach(key -> remarks.add(Remark.unchecked(key, NO_SERVICE_FILE)));
        return remarks;
    }

    private static Set<String> refusedPlugins(List<Remark> remarks) {
        return remarks.stream()
                .filter(Remark::isError)
                .map(Remark::key)
                .filter(key -> PLUGIN.matcher(key).matches())
                .collect(Collectors.toSet());
    }
}
