package io.npipeline.quickstart.validation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfos;

/**
 * Says of connectors' configurations what a worker says of them, with what is likely a slip and what only brokers can tell.
 *
 * <p>Used by one thread.
 */
public final class ConnectorValidation {

    private static final String CLASS = "connector.class";
    private static final String ALL_CONNECTORS = ", available connectors are: ";

    /** A connector looks at keys in the light of others only when each is valid by itself. */
    private static final String INVALID_WITHOUT =
            ", and without it neither this key nor rules over several keys are checked";

    private final OfflineWorker worker;
    private final Map<String, String> environment;

    /**
     * @param pluginPath the {@code plugin.path} of a worker, with the connectors and the jars of their pipelines
     * @param environment the variables that <code>${env:NAME}</code> stands for
     */
    public ConnectorValidation(Path pluginPath, Map<String, String> environment) {
        worker = new OfflineWorker(pluginPath);
        this.environment = Map.copyOf(environment);
    }

    /** What is to be said of a configuration: errors first, by key. */
    public List<Remark> validate(ConnectorFile file) throws InterruptedException {
        FilledSettings settings = file.filledIn(environment);
        if (settings.values().get(CLASS) == null) {
            // The worker's own sentence shows the whole configuration.
            return List.of(Remark.error(
                    CLASS, "Missing required configuration \"" + CLASS + "\" which has no default value."));
        }
        try {
            return remarks(settings, worker.validate(settings.values()));
        } catch (ValidationFailedException e) {
            return List.of(Remark.error(CLASS, settings.withoutSecrets(whatThereIs(e))));
        }
    }

    /** The worker's sentence on an unknown connector, with the names of those there are in place of all it knows of them. */
    private String whatThereIs(ValidationFailedException failure) {
        String message = String.valueOf(failure.getMessage());
        int list = message.indexOf(ALL_CONNECTORS);
        return list < 0
                ? message
                : message.substring(0, list) + "; there are " + String.join(", ", worker.connectors());
    }

    private static List<Remark> remarks(FilledSettings settings, ConfigInfos answer) {
        List<Remark> remarks = new ArrayList<>();
        Map<String, String> open = new TreeMap<>(settings.open());
        for (ConfigInfo config : answer.configs()) {
            String key = config.configValue().name();
            for (String error : config.configValue().errors()) {
                String reason = settings.open().get(key);
                if (reason == null) {
                    remarks.add(Remark.error(key, settings.withoutSecrets(error)));
                } else {
                    open.put(key, reason + INVALID_WITHOUT);
                }
            }
        }
        KnownKeys keys = new KnownKeys(defined(answer));
        settings.values().keySet().stream()
                .sorted()
                .flatMap(key -> keys.remark(key).stream())
                .forEach(remarks::add);
        open.forEach((key, reason) -> remarks.add(Remark.unchecked(key, reason)));
        BrokersRules.remarks(settings.values()).forEach(remarks::add);
        return remarks;
    }

    private static Set<String> defined(ConfigInfos answer) {
        return answer.configs().stream()
                .filter(config -> config.configKey() != null)
                .map(config -> config.configKey().name())
                .collect(Collectors.toSet());
    }
}
