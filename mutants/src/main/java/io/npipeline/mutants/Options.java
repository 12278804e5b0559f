package io.npipeline.mutants;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What the command was asked for. Immutable.
 *
 * @param patches absolute; empty for those that come with the project
 */
record Options(List<Path> patches) {

    private static final String PATCH = "--patch";

    Options {
        patches = List.copyOf(patches);
    }

    static Options parse(List<String> words) throws UsageException {
        List<Path> patches = new ArrayList<>();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (!word.equals(PATCH)) {
                throw new UsageException("mutants does not know \"" + word + "\"; it takes --patch FILE.");
            }
            if (!rest.hasNext()) {
                throw new UsageException("--patch needs a file behind it.");
            }
            patches.add(file(rest.next()));
        }
        return new Options(patches);
    }

    private static Path file(String word) throws UsageException {
        try {
            Path file = Path.of(word).toAbsolutePath().normalize();
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // the same to the user
        }
        throw new UsageException("There is no file " + word + " that can be read.");
    }
}
