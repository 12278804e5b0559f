package io.npipeline.quickstart;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The words of a command line, taken from left to right. Not thread safe. */
final class Arguments {

    private final Deque<String> words;

    Arguments(List<String> words) {
        this.words = new ArrayDeque<>(words);
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    String next() {
        return words.remove();
    }

    /** The word behind an option. */
    String valueOf(String option) throws UsageException {
        if (words.isEmpty() || words.element().startsWith("--")) {
            throw new UsageException(option + " needs a value behind it.");
        }
        return words.remove();
    }

    /** A file that exists, as an absolute path. */
    static Path file(String word) throws UsageException {
        Path file = path(word);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UsageException("There is no file " + word + " that can be read.");
        }
        return file;
    }

    /** The folder behind an option, which exists, as an absolute path. */
    Path folderOf(String option) throws UsageException {
        String word = valueOf(option);
        Path folder = path(word);
        if (!Files.isDirectory(folder)) {
            throw new UsageException(option + " " + word + ": there is no such folder.");
        }
        return folder;
    }

    /** A file to write, in a folder that exists, as an absolute path. */
    static Path newFile(String word) throws UsageException {
        Path file = path(word);
        if (file.getParent() == null || !Files.isDirectory(file.getParent()) || Files.isDirectory(file)) {
            throw new UsageException("There can be no file " + word + ": its folder does not exist, or it is one.");
        }
        return file;
    }

    private static Path path(String word) throws UsageException {
        try {
            return Path.of(word).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UsageException("\"" + word + "\" is not a path.");
        }
    }
}
