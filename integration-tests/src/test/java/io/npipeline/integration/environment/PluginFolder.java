package io.npipeline.integration.environment;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Puts together what a user puts together: the packaged plugin folder with the jars of pipelines beside ours. */
public final class PluginFolder {

    private static final String PIPELINES = "io/npipeline/integration/pipelines";

    private PluginFolder() {}

    /** A {@code plugin.path} with one plugin: our packaged jars, these tests' pipelines and the demo's with their jars. */
    public static Path assemble(Path pluginPath) {
        try {
            Path plugin = Files.createDirectories(pluginPath.resolve("npipeline-kafka-connect"));
            for (String property : List.of("plugin.folder", "user.plugin.folder")) {
                copyJars(Path.of(System.getProperty(property)), plugin);
            }
            jarPipelines(plugin.resolve("integration-pipelines.jar"));
            return pluginPath;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyJars(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, to.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void jarPipelines(Path jar) throws IOException {
        Path classes = testClasses();
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> tree = Files.walk(classes.resolve(PIPELINES))) {
            for (Path entry : tree.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(entry).toString()));
                Files.copy(entry, out);
                out.closeEntry();
            }
        }
    }

    private static Path testClasses() {
        try {
            return Path.of(PluginFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
