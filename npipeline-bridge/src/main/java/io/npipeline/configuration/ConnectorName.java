package io.npipeline.configuration;

import org.apache.kafka.common.config.AbstractConfig;

/** The connector's name, which the worker puts into every configuration under a key of its own. */
public final class ConnectorName {

    private static final String KEY = "name";

    private ConnectorName() {}

    /** The name; {@code unnamed} while a configuration without one is validated. */
    public static String of(AbstractConfig config) {
        Object name = config.originals().get(KEY);
        return name == null ? "unnamed" : name.toString();
    }
}
