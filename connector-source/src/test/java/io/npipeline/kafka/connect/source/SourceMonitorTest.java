package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.node.SourcePartition;
import io.npipeline.testing.LoggedWarnings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SourceMonitorTest {

    private static final RefreshSettings AT_ONCE = new RefreshSettings(Duration.ofMillis(1));
    private static final String THREAD = "partitions-of-a-test";

    private final Listing listing = new Listing();
    private final AtomicInteger changes = new AtomicInteger();

    private static List<SourcePartition> files(String... names) {
        return Stream.of(names).map(ScriptedSource::file).toList();
    }

    private SourceMonitor monitor(String... first) {
        listing.partitions = files(first);
        return SourceMonitor.start(listing, files(first), AT_ONCE, changes::incrementAndGet, THREAD);
    }

    @Test
    void partitionsThatAppearAreToldOnceTheListHasThem() {
        try (SourceMonitor monitor = monitor("a")) {
            listing.awaitLooks(2);
            assertThat(changes).hasValue(0);

            listing.partitions = files("a", "b");

            await().until(() -> changes.get() == 1);
            assertThat(monitor.partitions()).containsExactlyElementsOf(files("a", "b"));
            listing.awaitLooks(2);
            assertThat(changes).hasValue(1);
        }
    }

    @Test
    void partitionsThatAreGoneAreToldWithAWarning() {
        try (LoggedWarnings warnings = new LoggedWarnings(SourceMonitor.class);
                SourceMonitor monitor = monitor("a", "b")) {
            listing.partitions = files("b");

            await().until(() -> changes.get() == 1);
            assertThat(monitor.partitions()).isEqualTo(files("b"));
            assertThat(warnings.messages())
                    .containsExactly("Partitions of the source are gone, the tasks are started anew without them: "
                            + "[{file=a}]");
        }
    }

    @Test
    void anotherOrderIsNoChange() {
        try (SourceMonitor monitor = monitor("a", "b")) {
            listing.partitions = files("b", "a");
            listing.awaitLooks(2);

            assertThat(changes).hasValue(0);
            assertThat(monitor.partitions()).isEqualTo(files("a", "b"));
        }
    }

    @Test
    void aSourceThatCannotBeAskedIsReadOnAndWarnedOfOnce() {
        try (LoggedWarnings warnings = new LoggedWarnings(SourceMonitor.class);
                SourceMonitor monitor = monitor("a")) {
            listing.failure = new ConnectException("no answer");
            listing.awaitLooks(3);
            assertThat(monitor.partitions()).isEqualTo(files("a"));
            assertThat(changes).hasValue(0);
            assertThat(warnings.messages())
                    .containsExactly(
                            "The partitions of the source could not be looked up; those known before are read on");

            listing.partitions = files("a", "b");
            listing.failure = null;
            await().until(() -> changes.get() == 1);
            listing.failure = new ConnectException("no answer again");
            await().until(() -> warnings.messages().size() == 2);
        }
    }

    @Test
    void aChangeThatCouldNotBeToldIsToldAgain() {
        AtomicInteger attempts = new AtomicInteger();
        listing.partitions = files("a", "b");
        SourceMonitor monitor = SourceMonitor.start(
                listing,
                files("a"),
                AT_ONCE,
                () -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new ConnectException("the worker is busy");
                    }
                },
                THREAD);
        try (monitor) {
            await().until(() -> attempts.get() == 3);
            listing.awaitLooks(2);
            assertThat(attempts).hasValue(3);
        }
    }

    @Test
    void closingEndsTheThreadAndClosesTheListingOnce() {
        SourceMonitor monitor = monitor("a");
        listing.awaitLooks(1);

        monitor.close();

        assertThat(threads()).isEmpty();
        assertThat(listing.closings).hasValue(1);
    }

    @Test
    void closingInterruptsALookThatTakesLong() throws InterruptedException {
        listing.blocking = true;
        SourceMonitor monitor = monitor("a");
        listing.blocked.await();

        try (LoggedWarnings warnings = new LoggedWarnings(SourceMonitor.class)) {
            monitor.close();

            assertThat(threads()).isEmpty();
            assertThat(listing.closings).hasValue(1);
            assertThat(warnings.messages()).isEmpty();
        }
    }

    @Test
    void withoutAnIntervalNobodyLooks() {
        SourceMonitor monitor = SourceMonitor.start(
                listing, files("a"), new RefreshSettings(Duration.ZERO), changes::incrementAndGet, THREAD);

        assertThat(threads()).isEmpty();
        assertThat(listing.closings).hasValue(1);
        assertThat(monitor.partitions()).isEqualTo(files("a"));
        monitor.close();
        assertThat(listing.closings).hasValue(1);
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(THREAD))
                .toList();
    }

    /** A source whose partitions a test changes. */
    private static final class Listing implements SourceListing {

        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicInteger closings = new AtomicInteger();
        private final CountDownLatch blocked = new CountDownLatch(1);
        private volatile List<SourcePartition> partitions = List.of();
        private volatile @Nullable RuntimeException failure;
        private volatile boolean blocking;

        /** Waits until so many looks began and ended. */
        void awaitLooks(int count) {
            int before = looks.get();
            // One that is under way may have begun before the test changed something.
            await().until(() -> looks.get() > before + count);
        }

        @Override
        public List<SourcePartition> list() {
            looks.incrementAndGet();
            if (blocking) {
                blocked.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new ConnectException(e);
                }
            }
            RuntimeException error = failure;
            if (error != null) {
                throw error;
            }
            return partitions;
        }

        @Override
        public void close() {
            closings.incrementAndGet();
        }
    }
}
