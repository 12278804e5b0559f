package io.npipeline.integration;

import io.npipeline.kafka.connect.sink.NPipelineSinkConnectorConfig;
import io.npipeline.kafka.connect.source.NPipelineSourceConnectorConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** Renders the keys of both connectors as one page: a section per group, in the order of the definitions. */
final class ConfigurationDocs {

    private ConfigurationDocs() {}

    static String render() {
        Map<String, ConfigDef.ConfigKey> sink = visible(NPipelineSinkConnectorConfig.definition());
        Map<String, ConfigDef.ConfigKey> source = visible(NPipelineSourceConnectorConfig.definition());
        Map<String, List<ConfigDef.ConfigKey>> groups = new LinkedHashMap<>();
        for (ConfigDef definition :
                List.of(NPipelineSinkConnectorConfig.definition(), NPipelineSourceConnectorConfig.definition())) {
            for (String group : definition.groups()) {
                groups.computeIfAbsent(group, name -> new ArrayList<>());
            }
        }
        Map<String, ConfigDef.ConfigKey> all = new LinkedHashMap<>(source);
        all.putAll(sink);
        all.values().forEach(key -> groups.computeIfAbsent(key.group, name -> new ArrayList<>())
                .add(key));

        StringBuilder page = new StringBuilder("# Configuration\n\n"
                + "Generated from the connectors' definitions; do not edit. Keys of the worker, such as `topics`, "
                + "`tasks.max` and the converters, are Connect's own.\n");
        groups.values().removeIf(List::isEmpty); // that of internal keys
        groups.forEach((group, keys) -> {
            page.append("\n## ").append(group).append('\n');
            keys.sort(Comparator.comparingInt(key -> key.orderInGroup));
            for (ConfigDef.ConfigKey key : keys) {
                page.append(section(key, connectors(key.name, sink, source)));
            }
        });
        return page.toString();
    }

    private static Map<String, ConfigDef.ConfigKey> visible(ConfigDef definition) {
        Map<String, ConfigDef.ConfigKey> keys = new LinkedHashMap<>(definition.configKeys());
        keys.values().removeIf(key -> key.internalConfig);
        return Collections.unmodifiableMap(keys);
    }

    private static String connectors(
            String name, Map<String, ConfigDef.ConfigKey> sink, Map<String, ConfigDef.ConfigKey> source) {
        if (!source.containsKey(name)) {
            return "sink";
        }
        return sink.containsKey(name) ? "both" : "source";
    }

    private static String section(ConfigDef.ConfigKey key, String connectors) {
        return "\n### `" + key.name + "`\n\n" + key.documentation + "\n\n"
                + "| connectors | type | default | valid | importance |\n|---|---|---|---|---|\n"
                + "| "
                + String.join(
                        " | ",
                        connectors,
                        key.type.name().toLowerCase(Locale.ROOT),
                        defaultValue(key),
                        key.validator == null ? "" : key.validator.toString(),
                        key.importance.name().toLowerCase(Locale.ROOT))
                + " |\n";
    }

    private static String defaultValue(ConfigDef.ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        return "".equals(key.defaultValue) || List.of().equals(key.defaultValue)
                ? "none"
                : "`" + key.defaultValue + "`";
    }
}
