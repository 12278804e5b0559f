package io.npipeline.quickstart;

import io.npipeline.quickstart.environment.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A {@code plugin.path} for a command that looks into it and runs no worker; deleted in the end where it is a copy. Not thread
 * safe.
 */
final class PluginCopy implements AutoCloseable {

    private final Path path;
    private final boolean isCopy;

    private PluginCopy(Path path, boolean isCopy) {
        this.path = path;
        this.isCopy = isCopy;
    }

    /**
     * A folder that is complete by itself, or a copy of the plugin with the jars of the folder beside its own.
     *
     * @param given the folder; empty for the sample pipelines
     * @throws UsageException when the folder is neither
     */
    static PluginCopy of(Checkout checkout, Optional<Path> given) throws IOException, UsageException {
        Path copy = Files.createTempDirectory("npipeline-plugins");
        boolean isCopy = false;
        try {
            Path path = PluginFolder.pluginPath(checkout, given, copy);
            isCopy = path.equals(copy);
            return new PluginCopy(path, isCopy);
        } finally {
            if (!isCopy) {
                FolderTree.delete(copy);
            }
        }
    }

    Path path() {
        return path;
    }

    /** The jars of the plugin with the pipelines' own; not those of other plugins, which no pipeline of ours sees. */
    List<Path> jars() throws IOException {
        return PluginFolder.plugins(path).values().stream()
                .filter(PluginFolder::isOurs)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void close() {
        if (isCopy) {
            FolderTree.delete(path);
        }
    }
}
