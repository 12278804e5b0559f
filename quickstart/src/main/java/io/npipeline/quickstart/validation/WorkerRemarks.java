package io.npipeline.quickstart.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfos;
import org.apache.kafka.connect.runtime.rest.entities.ConfigValueInfo;

/** What a worker says of settings, with what it leaves out. Used by one thread. */
final class WorkerRemarks {

    private static final String CLASS = "connector.class";
    private static final String ALL_CONNECTORS = ", available connectors are: ";

    private static final String INVALID_UNFILLED = ", so the key is not checked";

    private static final String PARAMETER = "npipeline.pipeline.param.";

    /** What the bridge says when the code of a pipeline, or of its factory of nodes, threw something. */
    private static final Pattern CODE_FAILED = Pattern.compile("its (define|open)\\(…\\) failed: |cannot be made");

    private final OfflineWorker worker;

    WorkerRemarks(OfflineWorker worker) {
        this.worker = worker;
    }

    /** What is to be said of settings that name a connector's class: errors first, by key. */
    List<Remark> of(FilledSettings settings) throws InterruptedException {
        try {
            return answered(settings);
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

    /**
     * What is to be said. What the worker refuses only because a reference is not filled in is left out and it is asked once
     * more, because a connector looks at keys in the light of others only when each is valid by itself.
     */
    private List<Remark> answered(FilledSettings settings) throws ValidationFailedException, InterruptedException {
        ConfigInfos answer = worker.validate(settings.values());
        Set<String> unfilled = unfilled(settings, answer);
        if (!unfilled.isEmpty()) {
            Map<String, String> others = new HashMap<>(settings.values());
            others.keySet().removeAll(unfilled);
            answer = worker.validate(others);
        }
        return remarks(settings, answer, unfilled);
    }

    private static Set<String> unfilled(FilledSettings settings, ConfigInfos answer) {
        return answer.configs().stream()
                .map(ConfigInfo::configValue)
                .filter(value -> !value.errors().isEmpty() && settings.open().containsKey(value.name()))
                .map(ConfigValueInfo::name)
                .collect(Collectors.toSet());
    }

    private static List<Remark> remarks(FilledSettings settings, ConfigInfos answer, Set<String> unfilled) {
        List<Remark> remarks = new ArrayList<>();
        answer.configs().stream()
                .map(ConfigInfo::configValue)
                .filter(value -> !settings.open().containsKey(value.name()))
                .forEach(value -> value.errors().forEach(error -> remarks.add(refusal(settings, value.name(), error))));
        KnownKeys keys = new KnownKeys(defined(answer));
        settings.values().keySet().stream()
                .sorted()
                .flatMap(key -> keys.remark(key).stream())
                .forEach(remarks::add);
        new TreeMap<>(settings.open())
                .forEach((key, reason) -> remarks.add(
                        Remark.unchecked(key, unfilled.contains(key) ? reason + INVALID_UNFILLED : reason)));
        BrokersRules.remarks(settings.values()).forEach(remarks::add);
        return remarks;
    }

    /** What a worker refuses; a pipeline may fail only because its parameters are not what they will be. */
    private static Remark refusal(FilledSettings settings, String key, String error) {
        String text = settings.withoutSecrets(error);
        List<String> parameters = settings.open().keySet().stream()
                .filter(name -> name.startsWith(PARAMETER))
                .sorted()
                .toList();
        return parameters.isEmpty() || !CODE_FAILED.matcher(error).find()
                ? Remark.error(key, text)
                : Remark.unchecked(
                        key,
                        text + "; without the value of " + String.join(", ", parameters)
                                + " no pipeline can be made to look at");
    }

    private static Set<String> defined(ConfigInfos answer) {
        return answer.configs().stream()
                .filter(config -> config.configKey() != null)
                .map(config -> config.configKey().name())
                .collect(Collectors.toSet());
    }
}
