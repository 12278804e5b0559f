package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTableTest {

    private static final int ROUNDS = 300;
    private static final int KEYS_PER_ROUND = 400;

    @Test
    void theLanesOfAHundredThousandKeysAreGivenUpOnceIdle() {
        List<WeakReference<Object>> keys = new ArrayList<>();
        try (EngineHarness harness = EngineHarness.into(message -> {}).start()) {
            Partition partition = harness.own(0);
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < KEYS_PER_ROUND; i++) {
                    // A key that nobody but the engine can keep.
                    Object key = new Object();
                    keys.add(new WeakReference<>(key));
                    partition.submit(key, "body");
                }
                harness.engine.dispatch();
                harness.untilSettled();
            }
            assertThat(keys).hasSizeGreaterThan(100_000);
            harness.until(() -> {
                System.gc();
                return keys.stream().filter(key -> key.get() != null).count() < 5 * KEYS_PER_ROUND;
            });
        }
    }
}
