package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.ReferenceLanes.Stage;
import io.npipeline.engine.ReferenceLanes.Unit;
import io.npipeline.failure.RetryStrategy;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * The user's code in a {@link LaneModel}: calls that fail, are pending or return at random, held against
 * {@link ReferenceLanes}. The pipeline is an async transform and a sink, with a batcher and a second async transform between
 * them if so wanted. Without a policy's end, calls are retried until too many wait.
 */
final class LaneCalls implements PipelineDefinition, RetryStrategy {

    static final int MAX_BATCH = 3;
    private static final Duration LONG = Duration.ofDays(1);

    /** How often what is rare came about. */
    enum Event {
        CALL_OUTLIVED_ITS_EPOCH,
        RETRY,
        SKIP_OF_CROWDED,
        BATCH,
        REVOCATION,
        CRASH,
        KNOWN_TO_BE_SETTLED
    }

    private record PendingCall(Unit unit, Object body, CompletableFuture<Object> stage) {}

    private final ReferenceLanes lanes;
    private final List<LanePartition> partitions;
    private final boolean batching;
    private final Random random;
    private final Map<Event, Integer> events;
    private final Runnable others;
    private final IllegalStateException injected = new IllegalStateException("injected");
    private final List<PendingCall> pending = new ArrayList<>();
    private final Map<Unit, Unit> batchOf = new HashMap<>();
    private boolean calm;
    private long made;

    /**
     * @param events where to count
     * @param others what may happen while the user's code runs
     */
    LaneCalls(
            ReferenceLanes lanes,
            List<LanePartition> partitions,
            boolean batching,
            Random random,
            Map<Event, Integer> events,
            Runnable others) {
        this.lanes = lanes;
        this.partitions = partitions;
        this.batching = batching;
        this.random = random;
        this.events = events;
        this.others = others;
    }

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        var first = pipeline.<Object, Object>addAsyncTransform("first", this::callLater);
        var last = pipeline.<Object>addSink("last", message -> call(Objects.requireNonNull(message.body())));
        pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(Object.class)), first);
        if (!batching) {
            pipeline.connect(first, last);
            return;
        }
        var gather = pipeline.<Object, Object>addTransform("gather", this::gather);
        var batcher = pipeline.<Object>addBatcher("batcher", BatchLimits.of(MAX_BATCH, LONG));
        var batches = pipeline.<List<Object>, Object>addAsyncTransform("batches", this::callLater);
        pipeline.connect(first, gather);
        pipeline.connect(gather, batcher);
        pipeline.connect(batcher, batches);
        pipeline.connect(batches, last);
    }

    /** How often the user's code was called. */
    long made() {
        return made;
    }

    boolean arePending() {
        return !pending.isEmpty();
    }

    /** From now on all calls return at once. */
    void calmDown() {
        calm = true;
    }

    /** The batch that the message became, or itself. */
    Unit batchOf(Unit message) {
        return batchOf.getOrDefault(message, message);
    }

    void count(Event event) {
        events.merge(event, 1, Integer::sum);
    }

    /** Ends one of the pending calls. */
    void completeOne() {
        PendingCall call = pending.remove(random.nextInt(pending.size()));
        boolean fails = !calm && random.nextInt(4) == 0;
        if (call.unit().lost) {
            end(call.unit());
        } else if (fails) {
            lanes.failed(call.unit());
        } else {
            lanes.passed(call.unit(), Stage.WAITING);
        }
        if (fails) {
            call.stage().completeExceptionally(injected);
        } else {
            call.stage().complete(call.body());
        }
    }

    private CompletableFuture<Object> callLater(Object body) {
        Unit unit = unit(body);
        begin(unit, 0);
        if (!calm && random.nextBoolean()) {
            unit.stage = Stage.PENDING;
            PendingCall call = new PendingCall(unit, body, new CompletableFuture<>());
            pending.add(call);
            return call.stage();
        }
        failSometimes(unit);
        lanes.passed(unit, Stage.BETWEEN_CALLS);
        return CompletableFuture.completedFuture(body);
    }

    private Object gather(Object body) {
        Unit unit = unit(body);
        begin(unit, 1);
        lanes.remove(unit);
        if (!unit.lost) {
            partitions.get(unit.partition).gathered.add(unit);
        }
        return body;
    }

    private void call(Object body) {
        Unit unit = unit(body);
        begin(unit, 1);
        failSometimes(unit);
        end(unit);
    }

    @Override
    public boolean shouldRetry(Throwable error, int attempt) {
        return true;
    }

    @Override
    public Duration delay(int attempt) {
        letOthersGoOn();
        return LONG;
    }

    /** The unit of a message, or that of a batch: the next that waited, no more than fit. */
    private Unit unit(Object body) {
        if (body instanceof Unit message) {
            return message;
        }
        List<?> messages = (List<?>) body;
        Unit first = (Unit) messages.get(0);
        Unit known = batchOf.get(first);
        return known == null ? newBatch(first.partition, messages) : known;
    }

    private Unit newBatch(int partition, List<?> messages) {
        assertThat(messages).hasSizeLessThanOrEqualTo(MAX_BATCH);
        List<Long> offsets = new ArrayList<>();
        Unit batch = new Unit(partition, batchDomain(partition), offsets);
        for (Object message : messages) {
            Unit next = partitions.get(partition).gathered.remove();
            assertThat(message).as("the next that waited").isSameAs(next);
            offsets.addAll(next.offsets);
            batchOf.put(next, batch);
        }
        lanes.put(batch);
        count(Event.BATCH);
        return batch;
    }

    static String batchDomain(int partition) {
        return "batches of " + partition;
    }

    private void begin(Unit unit, int node) {
        Unit first = Objects.requireNonNull(lanes.first(unit.domain));
        while (first != unit && lanes.isCrowded(first)) {
            count(Event.SKIP_OF_CROWDED);
            end(first);
            first = Objects.requireNonNull(lanes.first(unit.domain));
        }
        lanes.begin(unit, node);
        letOthersGoOn();
    }

    private void letOthersGoOn() {
        made++;
        if (!calm) {
            others.run();
        }
    }

    private void failSometimes(Unit unit) {
        if (calm || random.nextInt(4) != 0) {
            return;
        }
        if (unit.lost) {
            end(unit);
        } else {
            lanes.failed(unit);
        }
        throw injected;
    }

    private void end(Unit unit) {
        lanes.remove(unit);
        if (unit.lost) {
            count(Event.CALL_OUTLIVED_ITS_EPOCH);
        } else {
            unit.offsets.forEach(partitions.get(unit.partition).reference::settle);
        }
    }
}
