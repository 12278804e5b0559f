package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that follow each other, each with records that settle in any order, until it is gone without notice. */
class SinkTaskOffsetMapModelTest {

    private static final int TASKS = 60;
    private static final int WINDOW = 40;

    private final FakeConsumerGroup group = new FakeConsumerGroup();
    private final TreeSet<Long> named = new TreeSet<>();
    private final Set<Long> settledEver = new HashSet<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachTaskRunsWhatTheLastCommitDidNotName(long seed) {
        Random random = new Random(seed);
        long end = 0;
        for (int task = 0; task < TASKS; task++) {
            long begin = group.position(P0);
            end = Math.max(end, begin + random.nextInt(WINDOW));
            run(random, begin, end);
            assertThat(LongStream.range(0, group.position(P0)).boxed()).allMatch(settledEver::contains);
            assertThat(settledEver).containsAll(named);
        }
        assertThat(group.position(P0)).as("the frontier moved").isGreaterThan(WINDOW);
    }

    private void run(Random random, long begin, long end) {
        Set<Long> earlier = Set.copyOf(named);
        Set<Long> expected = LongStream.range(begin, end)
                .filter(offset -> !earlier.contains(offset))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        List<Long> held = new ArrayList<>(expected);
        held.removeIf(offset -> random.nextInt(3) != 0);
        ScriptedSink sink = new ScriptedSink().holding(bodies(held));
        try (SinkWorker worker = SinkWorker.running(
                        group, into(sink), "npipeline.max.degree.of.parallelism", Integer.toString(WINDOW))
                .assign(P0)) {
            worker.put(records(P0, LongStream.range(begin, end).toArray()));
            eventually(() -> assertThat(offsets(sink.started())).isEqualTo(expected));
            TreeSet<Long> settled = new TreeSet<>(expected);
            settled.removeAll(held);
            settle(worker, sink, earlier, settled, end, random);
            List<Long> released =
                    held.stream().filter(offset -> random.nextBoolean()).toList();
            sink.letGo(bodies(released));
            settled.addAll(released);
            settle(worker, sink, earlier, settled, end, random);
            // What settles from here on is not committed.
            sink.letGo(bodies(held));
        }
    }

    /** Waits until these are settled besides what was earlier, and maybe commits. */
    private void settle(
            SinkWorker worker, ScriptedSink sink, Set<Long> earlier, Set<Long> settled, long end, Random random) {
        settledEver.addAll(settled);
        TreeSet<Long> known = new TreeSet<>(earlier);
        known.addAll(settled);
        long frontier = LongStream.range(group.position(P0), end)
                .filter(offset -> !known.contains(offset))
                .findFirst()
                .orElse(end);
        eventually(() -> assertThat(offsets(sink.written())).isEqualTo(settled));
        if (random.nextInt(3) != 0) {
            TreeSet<Long> expected = new TreeSet<>(known.tailSet(frontier));
            eventually(() -> {
                assertThat(worker.commit()).containsEntry(P0, frontier);
                assertThat(new TreeSet<>(group.named(P0))).isEqualTo(expected);
            });
            named.clear();
            named.addAll(expected);
        }
    }

    private static Set<Long> offsets(List<String> bodies) {
        assertThat(bodies).doesNotHaveDuplicates();
        return bodies.stream().map(Long::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String[] bodies(List<Long> offsets) {
        return offsets.stream().map(String::valueOf).toArray(String[]::new);
    }
}
