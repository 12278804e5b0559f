package io.npipeline.benchmarks.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What one side processed. Immutable.
 *
 * @param records how many records
 * @param checksum the sum of their {@link Checksum}s
 * @param nanos the time from the first of them to the count
 */
public record Count(long records, long checksum, long nanos) {

    /** The file of the count at the moment when as many records were there as are expected. */
    public static Path reached(Path directory) {
        return directory.resolve("reached");
    }

    /** The file of the count at the end, when nothing comes any more. */
    public static Path last(Path directory) {
        return directory.resolve("last");
    }

    /** Writes it, so that a reader finds the whole of it or nothing. */
    void write(Path file) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".draft");
            Files.write(draft, List.of(records + " " + checksum + " " + nanos));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads it; empty while there is none. */
    public static Optional<Count> find(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String[] numbers = Files.readString(file).strip().split(" ", -1);
            return Optional.of(
                    new Count(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
