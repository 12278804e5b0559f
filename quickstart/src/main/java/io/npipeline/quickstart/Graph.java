package io.npipeline.quickstart;

import io.npipeline.quickstart.graph.PipelineDrawing;
import io.npipeline.quickstart.graph.PluginClasses;
import io.npipeline.quickstart.validation.FilledSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.runtime.isolation.Plugins;

/** Draws a pipeline. Used once, by one thread. */
final class Graph {

    private final Checkout checkout;
    private final GraphOptions options;
    private final Console console;

    Graph(Checkout checkout, GraphOptions options, Console console) {
        this.checkout = checkout;
        this.options = options;
        this.console = console;
    }

    /**
     * Prints the pipeline as a flowchart, and writes the picture that was asked for.
     *
     * @throws UsageException when the file is no connector's configuration
     */
    void run() throws IOException, ReflectiveOperationException, UsageException {
        FilledSettings settings = settings();
        try (PluginCopy plugins = PluginCopy.of(checkout, options.pluginPath());
                PluginClasses classes = new PluginClasses(plugins.jars())) {
            Map<String, String> drawings = drawings(classes, settings);
            console.line(drawingIn(PipelineDrawing.MERMAID, drawings).stripTrailing());
            if (options.svg().isPresent()) {
                Files.writeString(options.svg().get(), drawingIn(PipelineDrawing.SVG, drawings));
            }
        } catch (ConfigException e) {
            throw new IOException(
                    settings.withoutSecrets(String.valueOf(e.getMessage())) + missing(settings)
                            + "; ./npipeline validate says all that is wrong.",
                    e);
        }
    }

    private FilledSettings settings() throws IOException, UsageException {
        if (options.connector().isEmpty()) {
            return FilledSettings.of(Map.of(PipelineDrawing.PIPELINE, options.subject()));
        }
        return Connectors.read(options.connector().get()).filledIn(System.getenv());
    }

    /** What may be all that is wrong. */
    private static String missing(FilledSettings settings) {
        return new TreeMap<>(settings.open())
                .entrySet().stream()
                        .map(entry -> "; " + entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining());
    }

    private static String drawingIn(String format, Map<String, String> drawings) {
        return Objects.requireNonNull(drawings.get(format), format);
    }

    /** The drawings by their format. Pipelines are called as by a worker, with the plugin's loader as the thread's. */
    static Map<String, String> drawings(PluginClasses classes, FilledSettings settings)
            throws ReflectiveOperationException {
        ClassLoader own = Plugins.compareAndSwapLoaders(classes);
        try {
            return drawing(classes).apply(settings.values());
        } finally {
            Plugins.compareAndSwapLoaders(own);
        }
    }

    /** The drawing's class as the plugin's loader has it, which is another one than that of this class. */
    @SuppressWarnings("unchecked")
    private static UnaryOperator<Map<String, String>> drawing(PluginClasses classes)
            throws ReflectiveOperationException {
        return (UnaryOperator<Map<String, String>>) classes.loadClass(PipelineDrawing.class.getName())
                .getConstructor()
                .newInstance();
    }
}
