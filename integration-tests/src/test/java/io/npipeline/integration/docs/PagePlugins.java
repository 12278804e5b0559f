package io.npipeline.integration.docs;

import io.npipeline.kafka.connect.sink.NPipelineSinkConnector;
import io.npipeline.kafka.connect.source.NPipelineSourceConnector;
import io.npipeline.pipeline.PipelineDefinition;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/** A {@code plugin.path} with the connectors as this build compiled them, the classes that the pages show, and MirrorMaker. */
final class PagePlugins {

    private static final List<String> LIBRARIES = List.of("jackson-datatype-", "resilience4j-", "fastcsv-");

    private static final String MIRROR_MAKER = "connect-mirror-";

    private PagePlugins() {}

    static Path assemble(Path pluginPath, Path shownClasses) throws IOException {
        Path plugin = Files.createDirectories(pluginPath.resolve("npipeline-kafka-connect"));
        add(sourceOf(PipelineDefinition.class), plugin.resolve("npipeline-bridge.jar"));
        add(sourceOf(NPipelineSinkConnector.class), plugin.resolve("sink.jar"));
        add(sourceOf(NPipelineSourceConnector.class), plugin.resolve("source.jar"));
        add(sourceOf(PagePlugins.class), plugin.resolve("tests.jar"));
        add(shownClasses, plugin.resolve("shown.jar"));
        Path mirror = Files.createDirectories(pluginPath.resolve("mirror-maker"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (LIBRARIES.stream().anyMatch(jar.getFileName().toString()::startsWith)) {
                Files.copy(jar, plugin.resolve(jar.getFileName()));
            } else if (jar.getFileName().toString().startsWith(MIRROR_MAKER)) {
                Files.copy(jar, mirror.resolve(jar.getFileName()));
            }
        }
        return pluginPath;
    }

    /** Modules are folders of classes or jars, by how far the build has come. */
    private static void add(Path classes, Path jar) throws IOException {
        if (Files.isRegularFile(classes)) {
            Files.copy(classes, jar);
            return;
        }
        int exitCode = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        if (exitCode != 0) {
            throw new IOException("no jar of " + classes);
        }
    }

    private static Path sourceOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
