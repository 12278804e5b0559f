package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.LaneCalls.Event;
import io.npipeline.engine.ReferenceLanes.Stage;
import io.npipeline.engine.ReferenceLanes.Unit;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Lanes, batchers, trackers and offset maps driven at random by one thread, next to {@link ReferenceLanes} and a
 * {@link ReferencePartition} for each partition. While a call runs, anything else may happen, calls of other lanes included;
 * calls that are pending end in any order. A seed does the same each time.
 */
final class LaneModel implements AutoCloseable {

    private static final int PARTITIONS = 3;
    private static final int MAX_IN_FLIGHT = 60;
    private static final int MAX_SPAN = 300;
    private static final int MAX_NESTING = 3;

    private final Random random;
    private final Map<Event, Integer> events;
    private final EngineHarness fence =
            EngineHarness.into((KafkaMessage<String> message) -> {}).start();
    private final Ordering ordering;
    private final boolean batching;
    private final int keys;
    private final int maxWaiting;
    private final int maxMapChars;
    private final int revocationsInThousand;
    private final List<LanePartition> partitions = new ArrayList<>();
    private ReferenceLanes lanes;
    private LaneCalls calls;
    private LaneWorld world;

    /** Those that wait for a retry. */
    private final List<Unit> parked = new ArrayList<>();

    /** Those that are not settled. */
    private final Map<Unit, Delivery> deliveries = new HashMap<>();

    private boolean flushing;
    private int nesting;
    private long steps;

    /**
     * @param events where to count
     */
    LaneModel(long seed, Map<Event, Integer> events) {
        this.random = new Random(seed);
        this.events = events;
        this.ordering = List.of(Ordering.values()).get(random.nextInt(Ordering.values().length));
        this.batching = random.nextBoolean();
        this.keys = List.of(2, 8, 500).get(random.nextInt(3));
        this.maxWaiting = ordering == Ordering.KEY ? 6 : Integer.MAX_VALUE;
        this.maxMapChars = random.nextBoolean() ? 24 : 4096;
        this.revocationsInThousand = List.of(0, 2, 20).get(random.nextInt(3));
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new LanePartition(i));
        }
        lanes = new ReferenceLanes(maxWaiting);
        calls = newCalls();
        world = newWorld();
        partitions.forEach(this::open);
    }

    private LaneCalls newCalls() {
        return new LaneCalls(lanes, partitions, batching, random, events, this::duringACall);
    }

    private LaneWorld newWorld() {
        return new LaneWorld(calls, ordering, FailurePolicy.retry(calls).then(NodeErrorDecision.SKIP), maxWaiting);
    }

    @Override
    public void close() {
        world.close();
        fence.close();
    }

    long steps() {
        return steps;
    }

    void run(int count) {
        while (steps < count) {
            step();
        }
        finish();
    }

    private void step() {
        steps++;
        int dice = random.nextInt(1_000);
        LanePartition partition = partitions.get(random.nextInt(PARTITIONS));
        if (dice < 400) {
            put(partition);
        } else if (dice < 700) {
            if (calls.arePending()) {
                calls.completeOne();
            }
        } else if (dice < 850) {
            wakeOne();
        } else if (dice < 850 + revocationsInThousand) {
            revokeOrOpen(partition);
        } else if (nesting == 0) {
            drain();
            if (dice < 900) {
                partition.commit(maxMapChars);
            } else if (dice < 950) {
                wakeAll(partition);
            } else if (dice < 955) {
                flush(!flushing);
            } else if (dice < 956 && revocationsInThousand > 0) {
                crash();
            }
        }
        if (nesting == 0 && random.nextInt(3) > 0) {
            drain();
        } else if (random.nextBoolean()) {
            world.workers().run();
        }
    }

    private void duringACall() {
        if (nesting == MAX_NESTING || random.nextInt(5) != 0) {
            return;
        }
        nesting++;
        for (int i = random.nextInt(5); i >= 0; i--) {
            step();
        }
        nesting--;
        if (random.nextInt(4) == 0) {
            world.workers().endTurnAfterThisUnit();
        }
    }

    private void put(LanePartition partition) {
        Ownership ownership = partition.ownership();
        if (ownership != null && partition.span() < MAX_SPAN) {
            for (int i = random.nextInt(5); i >= 0 && lanes.size() < MAX_IN_FLIGHT; i--) {
                put(partition, ownership, partition.next());
            }
            world.dispatch();
        }
    }

    private void put(LanePartition partition, Ownership ownership, long offset) {
        if (partition.read(offset)) {
            ownership.registerSettled(offset);
            calls.count(Event.KNOWN_TO_BE_SETTLED);
            return;
        }
        String key = partition.key(offset, keys);
        Unit unit = new Unit(partition.number, domain(partition, key, offset), List.of(offset));
        Delivery delivery = ownership.register(offset, 1);
        lanes.put(unit);
        deliveries.put(unit, delivery);
        Origin origin = new Origin.Kafka(EngineHarness.TOPIC, partition.number, offset);
        KafkaMessage<Object> message =
                KafkaMessage.received(unit, key, null, MessageHeaders.EMPTY, null, origin, delivery);
        world.submit(delivery, message);
    }

    private String domain(LanePartition partition, @Nullable String key, long offset) {
        return partition.number
                + switch (ordering) {
                    case PARTITION -> "";
                    case KEY -> key == null ? "#" + steps + "-" + offset : key;
                    case UNORDERED -> "#" + steps + "-" + offset;
                };
    }

    private void wakeOne() {
        if (parked.isEmpty()) {
            return;
        }
        Unit unit = parked.get(random.nextInt(parked.size()));
        Delivery delivery = deliveries.get(unit);
        // One that is crowded was woken already, to be skipped; a batch has no delivery here and is woken with all.
        if (delivery != null && lanes.first(unit.domain) == unit && !lanes.isCrowded(unit)) {
            parked.remove(unit);
            retry(unit);
            world.wake(delivery.lane());
        }
    }

    private void wakeAll(LanePartition partition) {
        parked.stream().filter(unit -> unit.partition == partition.number).forEach(this::retry);
        parked.removeIf(unit -> unit.partition == partition.number);
        world.wakePartition(partition.slot());
    }

    private void retry(Unit unit) {
        unit.stage = Stage.WAITING;
        calls.count(Event.RETRY);
    }

    private void flush(boolean flush) {
        flushing = flush;
        world.flushAtOnce(flush);
    }

    private void open(LanePartition partition) {
        partition.open(fence.engine, world.intake());
    }

    private void revokeOrOpen(LanePartition partition) {
        Ownership ownership = partition.ownership();
        if (ownership == null) {
            open(partition);
            return;
        }
        calls.count(Event.REVOCATION);
        lanes.revoke(partition.number);
        parked.removeIf(unit -> unit.lost);
        world.release(ownership);
        partition.lose();
        if (random.nextBoolean()) {
            open(partition);
        }
    }

    private void crash() {
        calls.count(Event.CRASH);
        world.close();
        parked.clear();
        deliveries.clear();
        flushing = false;
        lanes = new ReferenceLanes(maxWaiting);
        calls = newCalls();
        world = newWorld();
        partitions.forEach(LanePartition::lose);
        partitions.forEach(this::open);
    }

    /** Runs all that is ready; what is left then waits for something that was not said yet. */
    private void drain() {
        long before;
        boolean all;
        do {
            before = calls.made();
            all = world.workers().run();
        } while (!all || calls.made() > before);
        assertThat(world.failure()).isNull();
        parked.clear();
        for (Unit first : lanes.heads()) {
            assertThat(first.stage).as("nobody forgot it").isIn(Stage.PENDING, Stage.FAILED);
            assertThat(lanes.isCrowded(first)).isFalse();
            if (first.stage == Stage.FAILED) {
                parked.add(first);
            }
        }
        partitions.forEach(this::checkAtRest);
        deliveries.values().removeIf(Delivery::isSettled);
        deliveries.forEach(this::checkUnsettled);
    }

    private void checkAtRest(LanePartition partition) {
        if (lanes.first(LaneCalls.batchDomain(partition.number)) == null) {
            assertThat(partition.gathered).hasSizeLessThan(flushing ? 1 : LaneCalls.MAX_BATCH);
        }
        partition.checkFrontier();
    }

    /** What is lost is let go of, but for a call that runs and what its lane holds behind it. */
    private void checkUnsettled(Unit unit, Delivery delivery) {
        if (delivery.ownership().isReleased() && !calls.batchOf(unit).isInCall()) {
            assertThat(lanes.first(unit.domain))
                    .as("a lost call ahead of what is lost")
                    .matches(first -> first != null && first.lost && first.isInCall());
        }
    }

    /** Lets everything come to its end. */
    private void finish() {
        calls.calmDown();
        partitions.stream().filter(partition -> partition.ownership() == null).forEach(this::open);
        flush(true);
        drain();
        while (!lanes.heads().isEmpty()) {
            while (calls.arePending()) {
                calls.completeOne();
            }
            partitions.forEach(this::wakeAll);
            drain();
        }
        assertThat(deliveries).isEmpty();
        partitions.forEach(LanePartition::checkNothingWasLost);
    }
}
