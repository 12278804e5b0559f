package io.npipeline.integration.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a file of effects. */
public final class EffectLines {

    private static final int BODY = 3;

    private EffectLines() {}

    /** The bodies in the order of their calls; none while there is no file. */
    public static List<String> bodies(Path effects) {
        try {
            return Files.exists(effects)
                    ? Files.readAllLines(effects).stream()
                            .map(line -> line.split("\t", -1)[BODY])
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
