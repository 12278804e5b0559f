package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When lists leave, by a clock of the test's. */
class TransactionPacerTest {

    private static final double COMMIT = TimeUnit.MILLISECONDS.toNanos(10);

    private long now = 1_000_000_000_000L;

    /** Lists of these sizes, each of which takes a commit and so much a record. */
    private void hand(TransactionPacer pacer, double nanosARecord, int... sizes) {
        for (int size : sizes) {
            pacer.handedOver(size, now);
            now += (long) (COMMIT + nanosARecord * size);
            pacer.asked(now);
        }
    }

    @Test
    void theFirstListLeavesAtOnce() {
        TransactionPacer pacer = new TransactionPacer(Duration.ofMillis(100));
        pacer.asked(now);
        assertThat(pacer.waitNanos(now)).isNotPositive();
    }

    @Test
    void theCostOfACommitIsToldFromThatOfItsRecords() {
        TransactionPacer pacer = new TransactionPacer(Duration.ofSeconds(1));
        hand(pacer, 5_000, 10, 4_000, 200, 9_000, 1_000);
        assertThat(pacer.commitNanos()).isCloseTo(COMMIT, within(COMMIT / 100));
    }

    @Test
    void whereAllListsAreAlikeTheUsualCostOfARecordIsAssumed() {
        TransactionPacer pacer = new TransactionPacer(Duration.ofSeconds(1));
        hand(pacer, 3_000, 5_000, 5_000, 5_000);
        assertThat(pacer.commitNanos()).isCloseTo(COMMIT, within(COMMIT / 100));
    }

    @Test
    void commitsTakeAFifthOfTheTimeAtTheMost() {
        TransactionPacer pacer = new TransactionPacer(Duration.ofSeconds(1));
        hand(pacer, 0, 1, 1, 1);
        assertThat((double) pacer.waitNanos(now)).isCloseTo(4 * COMMIT, within(COMMIT / 10));
    }

    @Test
    void aListAfterARestLeavesAtOnce() {
        TransactionPacer pacer = new TransactionPacer(Duration.ofSeconds(1));
        hand(pacer, 0, 1, 1, 1);
        now += TimeUnit.MILLISECONDS.toNanos(50);
        assertThat(pacer.waitNanos(now)).isNotPositive();
    }

    @Test
    void noListWaitsLongerThanAllowed() {
        TransactionPacer pacer = new TransactionPacer(Duration.ofMillis(5));
        hand(pacer, 0, 1, 1, 1);
        assertThat(pacer.waitNanos(now)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
    }

    @Test
    void aPausedWorkerIsForgottenSoon() {
        TransactionPacer pacer = new TransactionPacer(Duration.ofSeconds(1));
        pacer.handedOver(10, now);
        now += TimeUnit.HOURS.toNanos(1);
        pacer.asked(now);
        hand(pacer, 3_000, 100, 5_000, 300, 900, 2_000, 700, 100, 5_000, 300, 900, 2_000, 700, 100, 5_000, 300, 900);
        hand(pacer, 3_000, 100, 5_000, 300, 900, 2_000, 700, 100, 5_000, 300, 900, 2_000, 700, 100, 5_000, 300, 900);
        assertThat(pacer.commitNanos()).isLessThan(10 * COMMIT);
    }

    @Test
    void pollsWithoutAListTeachNothing() {
        TransactionPacer pacer = new TransactionPacer(Duration.ofSeconds(1));
        pacer.asked(now);
        pacer.asked(now + TimeUnit.SECONDS.toNanos(1));
        assertThat(pacer.waitNanos(now + TimeUnit.SECONDS.toNanos(1))).isNotPositive();
    }
}
