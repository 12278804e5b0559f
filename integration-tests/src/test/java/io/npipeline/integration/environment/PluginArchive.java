package io.npipeline.integration.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The archive that users get, and what they do with it. */
public final class PluginArchive {

    private PluginArchive() {}

    /** The archive that the build made. */
    public static Path file() {
        return Path.of(System.getProperty("plugin.archive"));
    }

    /** Unpacks the archive into a folder of a {@code plugin.path}; returns the folder to put jars of pipelines into. */
    public static Path unpack(Path pluginPath) throws IOException {
        Path root = pluginPath.normalize();
        try (ZipFile zip = new ZipFile(file().toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries());
            for (ZipEntry entry : entries) {
                Path target = root.resolve(entry.getName()).normalize();
                if (!target.startsWith(root)) {
                    throw new IOException(entry.getName() + " leads out of the folder");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, target);
                }
            }
            return root.resolve(topFolder(entries)).resolve("lib");
        }
    }

    private static String topFolder(List<? extends ZipEntry> entries) {
        String first = entries.get(0).getName();
        return first.substring(0, first.indexOf('/'));
    }
}
