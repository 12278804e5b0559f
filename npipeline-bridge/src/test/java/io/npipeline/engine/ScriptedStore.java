package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.ClaimedPartition;
import io.npipeline.node.FencedException;
import io.npipeline.node.TransactionalSinkNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store of rows and positions in memory, which fails or waits where the test says so. Thread safe. */
final class ScriptedStore implements TransactionalSinkNode<String> {

    private static final long NONE = -1;

    /** What the store has of a partition. */
    private static final class Row {
        private long epoch;
        private long position = NONE;
    }

    private final Map<Integer, Row> partitions = new HashMap<>();
    private final List<String> rows = new ArrayList<>();
    private final List<String> committed = new CopyOnWriteArrayList<>();
    private final List<String> attempts = new CopyOnWriteArrayList<>();
    private final Outcomes outcomes = new Outcomes();
    private final Set<String> poison = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private volatile @Nullable Exception outage;
    private volatile @Nullable Random chaos;

    /** The first transactions that begin with this body fail, one for each error, before anything is written. */
    ScriptedStore failing(String firstBody, Throwable... errors) {
        outcomes.fail(firstBody, errors);
        return this;
    }

    /** Transactions that begin with this body wait for the gate. */
    Gate holding(String firstBody) {
        return outcomes.hold(firstBody);
    }

    /** Transactions with one of these bodies fail. */
    ScriptedStore refusing(String... bodies) {
        poison.addAll(List.of(bodies));
        return this;
    }

    /** So many transactions are committed and look as if they had failed. */
    void loseAnswers(int count) {
        answersToLose.set(count);
    }

    /** Some transactions fail before they are committed and some after. */
    void unreliable(Random random) {
        chaos = random;
    }

    /** All transactions fail with this, until it is {@code null}. */
    void down(@Nullable Exception error) {
        outage = error;
    }

    /** A claim of one of the test's partitions. */
    ClaimedPartition<String> claim(int partition) {
        synchronized (this) {
            Row row = partitions.computeIfAbsent(partition, unused -> new Row());
            row.epoch++;
            return new Claim(row, row.epoch, row.position);
        }
    }

    @Override
    public ClaimedPartition<String> claim(String topic, int partition, Duration limit) {
        return claim(partition);
    }

    synchronized List<String> rows() {
        return List.copyOf(rows);
    }

    synchronized long position(int partition) {
        return partitions.getOrDefault(partition, new Row()).position;
    }

    /** The transactions that were committed, in order: bodies and position, as in {@code a+b@2}. */
    List<String> committed() {
        return committed;
    }

    /** The same of all that were begun. */
    List<String> attempts() {
        return attempts;
    }

    private final class Claim implements ClaimedPartition<String> {

        private final Row row;
        private final long epoch;
        private final long claimed;
        private long last;

        Claim(Row row, long epoch, long claimed) {
            this.row = row;
            this.epoch = epoch;
            this.claimed = claimed;
            this.last = claimed;
        }

        @Override
        public OptionalLong position() {
            return claimed == NONE ? OptionalLong.empty() : OptionalLong.of(claimed);
        }

        @Override
        public void write(List<KafkaMessage<String>> messages, long position) throws Exception {
            List<String> bodies = messages.stream()
                    .map(message -> String.valueOf(message.body()))
                    .toList();
            String transaction = String.join("+", bodies) + "@" + position;
            attempts.add(transaction);
            outcomes.apply(bodies.isEmpty() ? "" : bodies.get(0));
            Exception down = outage;
            if (down != null) {
                throw down;
            }
            failSometimes();
            commit(bodies, position, transaction);
            failSometimes();
            if (answersToLose.getAndUpdate(left -> Math.max(left - 1, 0)) > 0) {
                throw new IllegalStateException("no answer");
            }
            last = position;
        }

        private void failSometimes() {
            Random random = chaos;
            if (random != null && random.nextInt(6) == 0) {
                throw new IllegalStateException("bad luck");
            }
        }

        private void commit(List<String> bodies, long position, String transaction) throws FencedException {
            synchronized (ScriptedStore.this) {
                if (row.epoch != epoch) {
                    throw new FencedException("claim " + row.epoch + " came");
                }
                if (position < last) {
                    throw new AssertionError("position " + position + " comes behind " + last);
                }
                if (row.position > last && row.position >= position) {
                    return; // committed before, though the answer was lost
                }
                for (String body : bodies) {
                    if (poison.contains(body)) {
                        throw new IllegalStateException("cannot store " + body);
                    }
                }
                rows.addAll(bodies);
                row.position = position;
                committed.add(transaction);
            }
        }
    }
}
