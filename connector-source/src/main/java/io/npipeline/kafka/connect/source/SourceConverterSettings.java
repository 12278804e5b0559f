package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConfigGroup;
import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.ConfigProblemException;
import io.npipeline.records.RecordConverters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.HeaderConverter;

/** The converters of records that a relay reads. Immutable. */
final class SourceConverterSettings {

    private static final String SAME_AS_OUTPUT =
            "Unset, the connector's own %s is taken, with its settings. Settings of this "
                    + "one follow its key and a dot. It may lie in any folder of the worker's plugin.path.";

    /** What a converter is for. */
    private enum Part {
        KEY(ConverterType.KEY),
        VALUE(ConverterType.VALUE),
        HEADER(ConverterType.HEADER);

        private final ConverterType type;
        private final String workerKey;
        private final String key;

        Part(ConverterType type) {
            this.type = type;
            this.workerKey = type.getName() + ".converter";
            this.key = RelaySettings.PREFIX + workerKey;
        }
    }

    private final Map<Part, ConverterPlugin> plugins = new EnumMap<>(Part.class);

    SourceConverterSettings(NPipelineSourceConnectorConfig config) {
        for (Part part : Part.values()) {
            String key = config.getString(part.key).isBlank() ? part.workerKey : part.key;
            plugins.put(part, ConverterPlugin.of(config, key, part.key, part.type));
        }
    }

    /** Adds the keys. */
    static void define(ConfigGroup group) {
        for (Part part : Part.values()) {
            group.optional(
                    part.key,
                    ConfigDef.Type.STRING,
                    "",
                    null,
                    Importance.MEDIUM,
                    "Source " + part.type.getName() + " converter",
                    "The converter class for the " + part.type.getName() + "s of source records. "
                            + SAME_AS_OUTPUT.formatted(part.workerKey)
                            + (part == Part.HEADER ? " Without that it is the SimpleHeaderConverter." : ""));
        }
    }

    static boolean isFreeKey(String key) {
        for (Part part : Part.values()) {
            if (key.startsWith(part.key + ".")) {
                return true;
            }
        }
        return false;
    }

    List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>();
        List<Supplier<Object>> attempts = List.of(this::newKeys, this::newValues, this::newHeaders);
        for (Supplier<Object> attempt : attempts) {
            try {
                RecordConverters.close(attempt.get());
            } catch (ConfigProblemException e) {
                problems.add(e.problem());
            }
        }
        return problems;
    }

    /** New converters, configured; fails with a {@link ConfigProblemException}. */
    RecordConverters open() {
        Converter keys = newKeys();
        return orClose(keys, () -> {
            Converter values = newValues();
            return orClose(values, () -> new RecordConverters(keys, values, newHeaders()));
        });
    }

    private static RecordConverters orClose(Converter opened, Supplier<RecordConverters> rest) {
        try {
            return rest.get();
        } catch (RuntimeException | Error e) {
            RecordConverters.close(opened);
            throw e;
        }
    }

    private Converter newKeys() {
        return plugin(Part.KEY).create(Converter.class, (converter, settings) -> converter.configure(settings, true));
    }

    private Converter newValues() {
        return plugin(Part.VALUE)
                .create(Converter.class, (converter, settings) -> converter.configure(settings, false));
    }

    private HeaderConverter newHeaders() {
        return plugin(Part.HEADER).create(HeaderConverter.class, HeaderConverter::configure);
    }

    private ConverterPlugin plugin(Part part) {
        return Objects.requireNonNull(plugins.get(part));
    }
}
