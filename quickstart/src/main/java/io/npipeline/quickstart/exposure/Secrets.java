package io.npipeline.quickstart.exposure;

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
import java.util.stream.IntStream;

/**
 * Secrets that nothing else has in it, in a file that the worker's {@code FileConfigProvider} reads.
 *
 * <p>Not thread safe.
 */
public final class Secrets {

    private final Path file;
    private final Map<String, String> planted = new TreeMap<>();
    private final Properties content = new Properties();

    /** @param file written anew with each secret that is put into it */
    public Secrets(Path file) {
        this.file = file;
    }

    /** A new secret. */
    public String plant(String name) {
        String secret = "secret-" + UUID.randomUUID();
        planted.put(name, secret);
        return secret;
    }

    /** Puts it into the file, maybe within a text; returns how a configuration reads it. */
    public String put(String name, String text) throws IOException {
        content.setProperty(name, text);
        try (var writer = Files.newBufferedWriter(file)) {
            content.store(writer, null);
        }
        return reference(name);
    }

    /** How a configuration reads what was put into the file under a name. */
    public String reference(String name) {
        return "${file:" + file + ":" + name + "}";
    }

    /** What the worker reads. */
    public String fileContent() throws IOException {
        return Files.readString(file);
    }

    /** The names of those that are in the text, as they are or as base64. */
    public List<String> in(String text) {
        return planted.entrySet().stream()
                .filter(secret -> isIn(text, secret.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isIn(String text, String secret) {
        return text.contains(secret) || IntStream.range(0, 3).anyMatch(before -> text.contains(base64(before, secret)));
    }

    /** Behind so many other bytes, as after the name of a user; without what depends on these or on what follows. */
    private static String base64(int before, String secret) {
        byte[] bytes = (" ".repeat(before) + secret).getBytes(StandardCharsets.UTF_8);
        String whole = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return whole.substring(before == 0 ? 0 : before + 1, whole.length() - 2);
    }
}
