package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.LaneCalls.Event;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lanes do as a model of plain queues does, whatever comes in whatever order; see {@link LaneModel}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaneModelTest {

    private static final String SEED = "npipeline.test.seed";
    private static final int RUNS = 35;
    private static final int STEPS = 30_000;

    private final Map<Event, Integer> events = new EnumMap<>(Event.class);
    private long steps;

    /** A seed of the property is run alone; without it others are drawn each time. */
    static LongStream seeds() {
        String seed = System.getProperty(SEED);
        return seed == null ? new Random().longs(RUNS, 0, Integer.MAX_VALUE) : LongStream.of(Long.parseLong(seed));
    }

    @ParameterizedTest(name = "-D" + SEED + "={0}")
    @MethodSource("seeds")
    void theyDoAsTheModelDoes(long seed) {
        try (LaneModel model = new LaneModel(seed, events)) {
            try {
                model.run(STEPS);
            } catch (Throwable failure) {
                throw new AssertionError("-D" + SEED + "=" + seed + ", step " + model.steps(), failure);
            }
            steps += model.steps();
        }
    }

    @AfterAll
    void aMillionStepsWereMade() {
        if (System.getProperty(SEED) == null) {
            assertThat(steps).isGreaterThan(1_000_000);
            assertThat(events).containsOnlyKeys(Event.values());
            assertThat(events.values()).allMatch(count -> count > 100);
        }
    }
}
