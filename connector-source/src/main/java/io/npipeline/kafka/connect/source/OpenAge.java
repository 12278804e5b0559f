package io.npipeline.kafka.connect.source;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** For how long items have not been done with; told when it is asked for, so it grows while everything hangs. */
final class OpenAge {

    private OpenAge() {}

    /** Milliseconds since the item was taken in; 0 without one. */
    static long millis(@Nullable Started<?> item) {
        return item == null ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - item.takenInNanos());
    }
}
