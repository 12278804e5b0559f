package io.npipeline.integration.retriable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A destination that is down as long as its gate is there. Thread safe.
 *
 * @param attempts a file that gets a line for each call
 * @param stored a file that gets a line for each call that succeeds
 * @param gate a file that makes calls fail
 */
record Store(Path attempts, Path stored, Path gate) {

    void write(String text) throws IOException {
        append(attempts, text);
        if (Files.exists(gate)) {
            throw new IOException("the destination is down");
        }
        append(stored, text);
    }

    private static void append(Path file, String text) throws IOException {
        byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
