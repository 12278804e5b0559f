package io.npipeline.integration.environment;

import io.npipeline.integration.pipelines.DropLastOutput;
import io.npipeline.integration.retriable.RetriableSinkConnector;
import io.npipeline.integration.sibling.BackwardsConverter;
import io.npipeline.integration.sibling.TalkativeConverter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.transforms.Transformation;
import org.postgresql.Driver;

/** Puts together what a user puts together: the packaged plugin folder with the jars of pipelines beside ours. */
public final class PluginFolder {

    private static final String TESTS = "io/npipeline/integration/";

    private PluginFolder() {}

    /**
     * A {@code plugin.path} with two plugins: our packaged jars with these tests' pipelines and the samples' and a sink of
     * Connect's own kind, PostgreSQL's driver, and converters in a folder of their own.
     */
    public static Path assemble(Path pluginPath) {
        try {
            Path plugin = Files.createDirectories(pluginPath.resolve("npipeline-kafka-connect"));
            copyJars(Path.of(System.getProperty("plugin.folder")), plugin);
            Path projects = Path.of(System.getProperty("user.project.directory"));
            for (String project : List.of("bird-strikes", "http-enrichment", "orders")) {
                copyJars(projects.resolve(project).resolve("target/plugin"), plugin);
            }
            copyJarOf(Driver.class, plugin);
            writePipelines(plugin.resolve("integration-pipelines.jar"));
            jar(
                    plugin.resolve("retriable-sink.jar"),
                    TESTS + "retriable",
                    SinkConnector.class,
                    RetriableSinkConnector.class);
            Path sibling = Files.createDirectories(pluginPath.resolve("sibling-converter"));
            jar(
                    sibling.resolve("sibling-converter.jar"),
                    TESTS + "sibling",
                    Converter.class,
                    BackwardsConverter.class,
                    TalkativeConverter.class);
            return pluginPath;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar with these tests' pipelines. */
    public static void writePipelines(Path jar) throws IOException {
        jar(jar, TESTS + "pipelines", Transformation.class, DropLastOutput.class);
    }

    private static void copyJars(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, to.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void copyJarOf(Class<?> type, Path to) throws IOException {
        Path jar = sourceOf(type);
        Files.copy(jar, to.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The classes of a folder, some of which are plugins. */
    private static void jar(Path jar, String folder, Class<?> service, Class<?>... plugins) throws IOException {
        Path classes = testClasses();
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> tree = Files.walk(classes.resolve(folder))) {
            for (Path entry : tree.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(entry).toString()));
                Files.copy(entry, out);
                out.closeEntry();
            }
            out.putNextEntry(new JarEntry("META-INF/services/" + service.getName()));
            for (Class<?> plugin : plugins) {
                out.write((plugin.getName() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            out.closeEntry();
        }
    }

    private static Path testClasses() {
        return sourceOf(PluginFolder.class);
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
