package io.npipeline.integration.moves;

import io.npipeline.integration.pipelines.TimedEffectsPipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;

/** Reads the calls of processes from their files of effects. */
final class Calls {

    private static final int THREAD = 1;
    private static final int ID = 2;
    private static final int BODY = 3;
    private static final int WHAT = 4;
    private static final int TIME = 5;

    private Calls() {}

    /** All calls of a process, in the order in which they began. */
    static List<Call> of(long process, Path effects) {
        List<Call> calls = new ArrayList<>();
        Map<String, Integer> running = new HashMap<>();
        for (String line : lines(TimedEffectsPipeline.effectsOf(effects, process))) {
            String[] columns = line.split("\t", -1);
            long time = Long.parseLong(columns[TIME]);
            // A thread makes one call after the other.
            String call = columns[THREAD] + " " + columns[ID];
            if (columns[WHAT].equals(TimedEffectsPipeline.BEGIN)) {
                running.put(call, calls.size());
                calls.add(begun(process, columns[ID], columns[BODY], time));
            } else {
                int index = Objects.requireNonNull(running.remove(call), "the end of a call that did not begin");
                calls.set(index, calls.get(index).endedAt(time));
            }
        }
        return calls;
    }

    private static Call begun(long process, String id, String body, long time) {
        int offset = id.lastIndexOf('-');
        int partition = id.lastIndexOf('-', offset - 1);
        return new Call(
                process,
                new TopicPartition(id.substring(0, partition), Integer.parseInt(id.substring(partition + 1, offset))),
                Long.parseLong(id.substring(offset + 1)),
                Body.parse(body),
                time,
                Call.NEVER);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
