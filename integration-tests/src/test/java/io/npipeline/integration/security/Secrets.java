package io.npipeline.integration.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Secrets that nothing else has in it, in a file that the worker's {@code FileConfigProvider} reads.
 *
 * <p>Not thread safe.
 */
final class Secrets {

    private final Path file;
    private final Map<String, String> planted = new TreeMap<>();
    private final Properties content = new Properties();

    Secrets(Path file) {
        this.file = file;
    }

    /** A new secret. */
    String plant(String name) {
        String secret = "secret-" + UUID.randomUUID();
        planted.put(name, secret);
        return secret;
    }

    /** Puts it into the file, maybe within a text; returns how a configuration reads it. */
    String put(String name, String text) throws IOException {
        content.setProperty(name, text);
        try (var writer = Files.newBufferedWriter(file)) {
            content.store(writer, null);
        }
        return reference(name);
    }

    String reference(String name) {
        return "${file:" + file + ":" + name + "}";
    }

    /** What the worker reads. */
    String fileContent() throws IOException {
        return Files.readString(file);
    }

    /** The names of those that are in the text, as they are or as base64. */
    List<String> in(String text) {
        return planted.entrySet().stream()
                .filter(secret -> text.contains(secret.getValue()) || text.contains(base64(secret.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Without the end, which depends on what follows. */
    private static String base64(String secret) {
        String whole = Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return whole.substring(0, whole.length() - 2);
    }
}
