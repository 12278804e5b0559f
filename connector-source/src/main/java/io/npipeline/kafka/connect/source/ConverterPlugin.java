package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.ConfigProblemException;
import io.npipeline.records.InPluginLoader;
import io.npipeline.records.RecordConverters;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.jspecify.annotations.Nullable;

/**
 * A converter class with its settings, as a configuration names them. Immutable.
 *
 * @param className the class; {@code null} where none is named
 * @param settings what it is configured with; may hold secrets
 * @param key the key to show problems on
 */
record ConverterPlugin(@Nullable String className, Map<String, Object> settings, String key) {

    /**
     * @param from the key that names the class, with its settings behind it
     * @param reportedKey the key to show problems on
     */
    static ConverterPlugin of(AbstractConfig config, String from, String reportedKey, ConverterType type) {
        Object named = config.originals().get(from);
        String className = named == null || named.toString().isBlank()
                ? null
                : named.toString().trim();
        if (className == null && type == ConverterType.HEADER) {
            className = SimpleHeaderConverter.class.getName();
        }
        Map<String, Object> settings = new HashMap<>(config.originalsWithPrefix(from + "."));
        settings.put(ConverterConfig.TYPE_CONFIG, type.getName());
        return new ConverterPlugin(className, settings, reportedKey);
    }

    /**
     * A new instance, configured.
     *
     * @throws ConfigProblemException when there is no such class, it is none of the type, or it refuses its settings
     */
    <C> C create(Class<C> type, BiConsumer<C, Map<String, Object>> configure) {
        if (className == null) {
            throw problem(
                    "must be set, or the connector's own converter: the worker does not share its own with tasks");
        }
        Object plugin = instantiate(className);
        if (!type.isInstance(plugin)) {
            throw problem("the class does not implement " + type.getName());
        }
        C converter = type.cast(plugin);
        try {
            return InPluginLoader.call(converter, () -> {
                configure.accept(converter, settings);
                return converter;
            });
        } catch (RuntimeException | LinkageError e) {
            RecordConverters.close(converter);
            throw problem("the converter refuses its settings: " + e.getMessage());
        }
    }

    /** By the class loader of our folder, which asks the worker's for what lies in other folders. */
    private Object instantiate(String name) {
        try {
            return ConverterPlugin.class
                    .getClassLoader()
                    .loadClass(name)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            throw problem("the class was not found; its jar belongs in a folder of the worker's plugin.path");
        } catch (InvocationTargetException e) {
            throw problem("the class cannot be used: " + e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw problem("the class cannot be used: " + e);
        }
    }

    private ConfigProblemException problem(String rule) {
        return new ConfigProblemException(new ConfigProblem(key, className, rule));
    }

    /** Without the settings' values, some of which may be secrets. */
    @Override
    public String toString() {
        return "ConverterPlugin[" + className + ", " + settings.keySet() + "]";
    }
}
