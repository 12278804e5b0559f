package io.npipeline.benchmarks.peer;

import java.nio.file.Path;

/**
 * What a program is told of a round. Immutable.
 *
 * @param bootstrapServers the cluster
 * @param topic what to read, from its beginning
 * @param group the consumer group, a new one
 * @param expected how many records end the round
 * @param directory the folder for what is counted
 * @param workMs how many milliseconds to sleep for each record; 0 for not at all
 * @param concurrency for how many records at a time; 0 leaves it to the program
 */
public record PeerRound(
        String bootstrapServers,
        String topic,
        String group,
        long expected,
        Path directory,
        long workMs,
        int concurrency) {

    /** The line that ends a round. */
    public static final String END = "end";

    private static final String SEPARATOR = "\t";

    /** The line that begins it. */
    public String line() {
        return String.join(
                SEPARATOR,
                bootstrapServers,
                topic,
                group,
                Long.toString(expected),
                directory.toString(),
                Long.toString(workMs),
                Integer.toString(concurrency));
    }

    static PeerRound parse(String line) {
        String[] words = line.split(SEPARATOR, -1);
        return new PeerRound(
                words[0],
                words[1],
                words[2],
                Long.parseLong(words[3]),
                Path.of(words[4]),
                Long.parseLong(words[5]),
                Integer.parseInt(words[6]));
    }
}
