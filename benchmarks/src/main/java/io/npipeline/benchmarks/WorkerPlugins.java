package io.npipeline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Puts together what the workers load: the plugin as it is packaged, with the jar of these benchmarks beside it. */
final class WorkerPlugins {

    private WorkerPlugins() {}

    /** Fills a new {@code plugin.path} and returns it. */
    static Path assemble(Setting setting) throws IOException {
        Path pluginPath = setting.folder().resolve("plugins");
        Path plugin = Files.createDirectories(pluginPath.resolve("npipeline-kafka-connect"));
        copyJars(setting.root().resolve("distribution/target/npipeline-kafka-connect"), plugin);
        copyJars(setting.root().resolve("benchmarks/target"), plugin);
        return pluginPath;
    }

    private static void copyJars(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            if (jars.isEmpty()) {
                throw new IOException("there are no jars in " + from + ": it is not built");
            }
            for (Path jar : jars) {
                Files.copy(jar, to.resolve(jar.getFileName()));
            }
        }
    }
}
