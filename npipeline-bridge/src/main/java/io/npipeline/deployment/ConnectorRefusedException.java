package io.npipeline.deployment;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A worker found errors in the configuration of a connector. The message lists all of them by key, a line each. */
public final class ConnectorRefusedException extends ConnectClientException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;

    private final transient Map<String, List<String>> errors;

    ConnectorRefusedException(String connector, Map<String, List<String>> errors) {
        super(BAD_REQUEST, message(connector, errors));
        this.errors = Collections.unmodifiableMap(new TreeMap<>(errors));
    }

    private static String message(String connector, Map<String, List<String>> errors) {
        StringBuilder message =
                new StringBuilder("The worker refuses the configuration of connector " + connector + ":");
        new TreeMap<>(errors)
                .forEach((key, texts) -> texts.forEach(
                        text -> message.append("\n  ").append(key).append(": ").append(text)));
        return message.toString();
    }

    /** The errors by configuration key, in the order of the keys. */
    public Map<String, List<String>> errors() {
        return errors;
    }
}
