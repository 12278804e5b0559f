package io.npipeline.integration.ingress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Files of rows in a folder, each with one line in its middle that is no row.
 *
 * @param folder where they are put
 * @param rows how many rows each has
 */
record RowFiles(Path folder, int rows) {

    /** Puts files of these numbers into the folder, each of them at once. */
    void put(int from, int to) {
        try {
            Files.createDirectories(folder);
            for (int file = from; file < to; file++) {
                Path written = folder.resolve("." + name(file));
                Files.write(written, lines(file));
                Files.move(written, folder.resolve(name(file)), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(int file) {
        return String.format("%04d.csv", file);
    }

    private List<String> lines(int file) {
        List<String> lines = new ArrayList<>(List.of("file,line"));
        for (int line = 0; line < rows; line++) {
            lines.add(name(file) + "," + line);
        }
        lines.add(1 + rows / 2, malformed(file));
        return lines;
    }

    private static String malformed(int file) {
        return name(file) + ",no number";
    }

    /** The outputs of files of these numbers. */
    List<String> outputs(int files) {
        return IntStream.range(0, files)
                .boxed()
                .flatMap(file -> outputsOf(name(file)))
                .toList();
    }

    private Stream<String> outputsOf(String name) {
        return IntStream.range(0, rows).mapToObj(line -> name + ":" + line);
    }

    /** The items of dead letters of files of these numbers. */
    static List<String> deadLetters(int files) {
        return IntStream.range(0, files).mapToObj(RowFiles::malformed).toList();
    }

    /** The outputs of the files that were moved. */
    List<String> outputsOfMoved() {
        return namesIn(folder.resolve("done")).stream().flatMap(this::outputsOf).toList();
    }

    int moved() {
        return namesIn(folder.resolve("done")).size();
    }

    /** Files that are still in the folder. */
    List<String> left() {
        return namesIn(folder);
    }

    private static List<String> namesIn(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
