package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ArrivalsTest {

    private static final int ROUNDS = 200_000;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Arrivals arrivals = new Arrivals();
    private final AtomicInteger stored = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();

    @Test
    void whatWasAnnouncedBeforeAnybodyPreparedToWaitIsNotKept() throws Exception {
        arrivals.announce();
        arrivals.prepareToWait();
        assertThat(arrivals.await(1)).isFalse();
    }

    @Test
    void whatIsAnnouncedBetweenTheLastLookAndTheWaitEndsTheWait() throws Exception {
        arrivals.prepareToWait();
        arrivals.announce();
        assertThat(arrivals.await(PATIENCE_NANOS)).isTrue();
    }

    /** As deliveries are settled: what there is to do is stored with no more than a release. */
    @Test
    @Timeout(60)
    void nobodyWaitsForWhatWasStoredBeforeItsAnnouncement() throws Exception {
        Thread worker = new Thread(() -> {
            for (int round = 1; round <= ROUNDS; round++) {
                while (taken.getAcquire() < round - 1) {
                    Thread.onSpinWait();
                }
                stored.setRelease(round);
                arrivals.announce();
            }
        });
        worker.start();
        for (int round = 1; round <= ROUNDS; round++) {
            while (stored.getAcquire() < round) {
                arrivals.prepareToWait();
                boolean there = stored.getAcquire() >= round;
                assertThat(arrivals.await(there ? 0 : PATIENCE_NANOS))
                        .as("announced in round %s", round)
                        .matches(announced -> announced || there);
            }
            taken.setRelease(round);
        }
        worker.join();
    }
}
