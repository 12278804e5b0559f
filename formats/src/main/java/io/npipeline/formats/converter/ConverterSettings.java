package io.npipeline.formats.converter;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** The settings of the converters here; their names are those of Confluent's. Immutable. */
record ConverterSettings(String registryUrl, boolean useLatestVersion, boolean isKey) {

    private static final String URL = "schema.registry.url";
    private static final String USE_LATEST = "use.latest.version";

    static ConverterSettings of(Map<String, ?> configs, boolean isKey) {
        Object url = configs.get(URL);
        if (url == null) {
            throw new ConfigException(URL, null, "must be set");
        }
        Object useLatest = configs.get(USE_LATEST);
        return new ConverterSettings(url.toString(), useLatest != null && "true".equals(useLatest.toString()), isKey);
    }

    /** Where the schemas of a topic are. */
    String subject(String topic) {
        return topic + (isKey ? "-key" : "-value");
    }
}
