package io.npipeline.quickstart;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.runtime.isolation.PluginUtils;

/** Builds a {@code plugin.path} for a worker. */
final class PluginFolder {

    /** Names a folder with plugins, or with the jars of pipelines. */
    static final String OPTION = "--plugin-path";

    private static final String BRIDGE = "npipeline-bridge";

    private PluginFolder() {}

    /**
     * A {@code plugin.path} with the plugin and pipelines: the folder that {@code --plugin-path} names where it is complete,
     * else a new one.
     *
     * @param given the option's folder, with a plugin.path or the jars of pipelines; empty for the sample pipelines
     * @throws UsageException when the option's folder is neither
     */
    static Path pluginPath(Checkout checkout, Optional<Path> given, Path newFolder) throws IOException, UsageException {
        if (given.isEmpty()) {
            return assemble(newFolder, checkout.distribution(), checkout.samplePipelines());
        }
        Path folder = given.get();
        List<Path> jars = jars(folder);
        Optional<Path> bridge = jars.stream().filter(PluginFolder::isBridge).findFirst();
        if (bridge.isPresent()) {
            throw new UsageException(OPTION + " " + folder + ": " + bridge.get().getFileName()
                    + " lies in it, as in the folder of one plugin; name the folder above it, whose children are plugins,"
                    + " or one with your pipelines' jars alone.");
        }
        SortedMap<Path, List<Path>> plugins = plugins(folder);
        if (plugins.values().stream().anyMatch(PluginFolder::isOurs)) {
            return folder;
        }
        if (jars.isEmpty()) {
            throw new UsageException(
                    OPTION + " " + folder + ": there are no jars in it; name the folder of your pipelines'"
                            + " jars, or one whose children are plugins, NPipeline among them.");
        }
        requireNoOthers(folder, plugins);
        return assemble(newFolder, checkout.distribution(), List.of(folder));
    }

    /** Jars that lie deeper would be left out of the copy. */
    private static void requireNoOthers(Path folder, SortedMap<Path, List<Path>> plugins) throws UsageException {
        for (var plugin : plugins.entrySet()) {
            if (Files.isDirectory(plugin.getKey()) && plugin.getValue().stream().anyMatch(PluginFolder::isJar)) {
                throw new UsageException(OPTION + " " + folder + ": jars lie in it and in its folder "
                        + plugin.getKey().getFileName() + "; the jars of pipelines lie directly in it, or NPipeline is"
                        + " among its children.");
            }
        }
    }

    /**
     * Copies the plugin and the pipelines' jars into one child of a new folder: Connect gives every child of its {@code
     * plugin.path} a class loader of its own, and a pipeline must be in the loader of the classes it implements. Of jars of one
     * name the last stays, as where a user copies them.
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

    /** The children of a {@code plugin.path}, each with the files of its class loader as Connect finds them, through links. */
    static SortedMap<Path, List<Path>> plugins(Path pluginPath) throws IOException {
        SortedMap<Path, List<Path>> plugins = new TreeMap<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(pluginPath)) {
            for (Path child : children) {
                if (Files.isDirectory(child) || PluginUtils.isArchive(child)) {
                    plugins.put(child, PluginUtils.pluginUrls(child));
                }
            }
        }
        return plugins;
    }

    /** Whether one of a plugin's files is the jar that every copy of NPipeline has. */
    static boolean isOurs(List<Path> plugin) {
        return plugin.stream().anyMatch(PluginFolder::isBridge);
    }

    private static boolean isBridge(Path file) {
        return file.getFileName().toString().startsWith(BRIDGE) && isJar(file);
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar");
    }

    private static void copyJars(Path from, Path to) throws IOException {
        List<Path> jars = jars(from);
        if (jars.isEmpty()) {
            throw new IOException("there are no jars in " + from);
        }
        for (Path jar : jars) {
            Files.copy(jar, to.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(PluginFolder::isJar).sorted().toList();
        }
    }
}
