package io.npipeline.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Builds a {@code plugin.path} for a worker. */
final class PluginFolder {

    private static final String BRIDGE = "npipeline-bridge";

    private PluginFolder() {}

    /**
     * Copies the plugin and the pipelines' jars into one child of a new folder: Connect gives every child of its {@code
     * plugin.path} a class loader of its own, and a pipeline must be in the loader of the classes it implements.
     *
     * @return the {@code plugin.path}
     */
    static Path assemble(Path pluginPath, Path distribution, List<Path> pipelines) throws IOException {
        Path plugin = Files.createDirectories(pluginPath.resolve(distribution.getFileName()));
        copyJars(distribution, plugin);
        for (Path folder : pipelines) {
            copyJars(folder, plugin);
        }
        return pluginPath;
    }

    /** Whether a folder holds the plugin itself already, so that it is a {@code plugin.path} as it is. */
    static boolean isComplete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(PluginFolder::isBridge);
        }
    }

    /** Whether a file is the jar that every copy of the plugin has. */
    static boolean isBridge(Path file) {
        return file.getFileName().toString().startsWith(BRIDGE);
    }

    private static void copyJars(Path from, Path to) throws IOException {
        for (Path jar : jars(from)) {
            Files.copy(jar, to.resolve(jar.getFileName()));
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new IOException("there are no jars in " + folder);
            }
            return jars;
        }
    }
}
