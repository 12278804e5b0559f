package io.npipeline.quickstart.environment;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The end of a log file, for error messages. */
final class LogTail {

    private static final int MAX_BYTES = 16 * 1024;

    private LogTail() {}

    /** The lines from the first error near the end of the file, or else its last lines; a note when it cannot be read. */
    static String of(Path file, int maxLines) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, log.length() - MAX_BYTES);
            byte[] end = new byte[(int) (log.length() - start)];
            log.seek(start);
            log.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            // An error is more telling than the shutdown that follows it.
            int from = IntStream.range(0, lines.size())
                    .filter(i -> lines.get(i).contains(" ERROR "))
                    .findFirst()
                    .orElse(Math.max(0, lines.size() - maxLines));
            return String.join("\n", lines.subList(from, Math.min(lines.size(), from + maxLines)));
        } catch (IOException e) {
            return "(no log at " + file + ")";
        }
    }
}
