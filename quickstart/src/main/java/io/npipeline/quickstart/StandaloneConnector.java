package io.npipeline.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A connector's file as a standalone worker can run it. Such a worker gives its tasks no transactions, so a connector that
 * is to be exactly once would fail in the worker's log; here it is refused where the user looks, or run at least once where
 * the user says so.
 */
record StandaloneConnector(Path file) {

    private static final String SEMANTIC = "npipeline.delivery.semantic";
    private static final List<String> EXACTLY_ONCE = List.of(SEMANTIC, "exactly.once.support", "transaction.boundary");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The file, or a copy in the folder without the settings of exactly-once.
     *
     * @throws UsageException when it is no connector's configuration, has no name, or is to be exactly once and may not be less
     */
    Path prepare(boolean atLeastOnce, Path folder) throws IOException, UsageException {
        if (!isExactlyOnce(Connectors.readAsStandalone(file).config().get(SEMANTIC))) {
            return file;
        }
        require(atLeastOnce);
        return file.toString().endsWith(".json") ? copyOfJson(folder) : copyOfProperties(folder);
    }

    /** Of either a body as it is posted, or its configuration alone. */
    private Path copyOfJson(Path folder) throws IOException {
        ObjectNode content = (ObjectNode) JSON.readTree(file.toFile());
        ObjectNode settings = content.get("config") instanceof ObjectNode config ? config : content;
        settings.remove(EXACTLY_ONCE);
        Path copy = Files.createTempFile(folder, "connector-", ".json");
        JSON.writeValue(copy.toFile(), content);
        return copy;
    }

    private Path copyOfProperties(Path folder) throws IOException {
        Properties settings = new Properties();
        try (InputStream content = Files.newInputStream(file)) {
            settings.load(content);
        }
        EXACTLY_ONCE.forEach(settings::remove);
        Path copy = Files.createTempFile(folder, "connector-", ".properties");
        try (OutputStream content = Files.newOutputStream(copy)) {
            settings.store(content, null);
        }
        return copy;
    }

    private static boolean isExactlyOnce(@Nullable String semantic) {
        return semantic != null && semantic.trim().equalsIgnoreCase("exactly_once");
    }

    private void require(boolean atLeastOnce) throws UsageException {
        if (!atLeastOnce) {
            throw new UsageException(
                    file.getFileName() + " asks for exactly_once, which takes a distributed worker: add"
                            + " --at-least-once to run it here without, or post it to one.");
        }
    }
}
