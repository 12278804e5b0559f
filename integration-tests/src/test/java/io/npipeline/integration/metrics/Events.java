package io.npipeline.integration.metrics;

import io.npipeline.integration.pipelines.EventFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What an {@link EventFile} was told of. Immutable. */
record Events(List<List<String>> lines) {

    static Events read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return new Events(lines.map(line -> List.of(line.split("\t"))).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<List<String>> of(String event, String topic) {
        return lines.stream()
                .filter(line -> line.get(0).equals(event) && line.get(1).equals(topic));
    }

    /** How often there was such an event. */
    long count(String event) {
        return lines.stream().filter(line -> line.get(0).equals(event)).count();
    }

    /** The sum of the numbers that events of a topic end with. */
    long sum(String event, String topic) {
        return of(event, topic).mapToLong(Events::number).sum();
    }

    /** The number that the last event of a topic ends with. */
    long last(String event, String topic) {
        return of(event, topic)
                .reduce((earlier, later) -> later)
                .map(Events::number)
                .orElseThrow();
    }

    private static long number(List<String> line) {
        return Long.parseLong(line.get(line.size() - 1));
    }
}
