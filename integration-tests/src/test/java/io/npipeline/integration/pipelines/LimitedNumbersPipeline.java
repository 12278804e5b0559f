package io.npipeline.integration.pipelines;

import io.npipeline.failure.CircuitBreaker;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.failure.RetryStrategy;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.node.SourceReader;
import io.npipeline.node.TransformNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Numbers to a topic, from 1 to what a file says, in one source partition, each with itself as its key. Numbers that end in
 * {@link #SKIPPED} are skipped, those that end in {@link #DEAD} are dead letters. What is retried is so for as long as it takes.
 * Parameters: {@code limit}: the file with the last number; {@code gate}: a file; while it is there, the number in it fails;
 * {@code down}: a file; while it is there, calls of the node {@code service} fail, which soon opens its circuit.
 */
public final class LimitedNumbersPipeline implements PipelineDefinition {

    public static final int SKIPPED = 3;
    public static final int DEAD = 7;

    private static final int TEN = 10;

    private static final RetryStrategy FOR_EVER = new RetryStrategy() {
        @Override
        public boolean shouldRetry(Throwable error, int attempt) {
            return true;
        }

        @Override
        public Duration delay(int attempt) {
            return Duration.ofMillis(50);
        }
    };

    private record Numbers(Path limit) implements SourceNode<Long> {

        @Override
        public List<SourcePartition> partitions() {
            return List.of(SourcePartition.of("series", "0"));
        }

        @Override
        public SourceReader<Long> read(SourcePartition partition, Optional<Position> from) {
            return new NumberReader(
                    limit, from.map(position -> position.number("number")).orElse(0L));
        }
    }

    private static final class NumberReader implements SourceReader<Long> {
        private final Path limit;
        private long last;

        NumberReader(Path limit, long last) {
            this.limit = limit;
            this.last = last;
        }

        @Override
        public List<SourceItem<Long>> read(int max, Duration maxWait) throws IOException {
            long end = Long.parseLong(Files.readString(limit));
            List<SourceItem<Long>> items = new ArrayList<>();
            while (items.size() < max && last < end) {
                last++;
                items.add(SourceItem.of(last, Position.of("number", last)).withKey(Long.toString(last)));
            }
            return items;
        }
    }

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        Path gate = Path.of(context.parameter("gate"));
        Path down = Path.of(context.parameter("down"));
        var numbers = pipeline.addSource("numbers", new Numbers(Path.of(context.parameter("limit"))));
        var check = pipeline.addTransform("check", (Long number) -> check(number, gate));
        var service = pipeline.addTransform("service", service(down));
        var topic = pipeline.addSink("topic", KafkaSinkNode.of(String.class));
        check.onFailure(FailurePolicy.retry(FOR_EVER)
                .on(ArithmeticException.class, NodeErrorDecision.SKIP)
                .on(IllegalArgumentException.class, NodeErrorDecision.DEAD_LETTER));
        service.onFailure(FailurePolicy.retry(FOR_EVER));
        service.circuitBreaker(new CircuitBreaker(1, 2, Duration.ofSeconds(1)));
        pipeline.connect(numbers, check);
        pipeline.connect(check, service);
        pipeline.connect(service, topic);
    }

    private static Long check(Long number, Path gate) throws IOException {
        if (number % TEN == SKIPPED) {
            throw new ArithmeticException("this number is skipped");
        }
        if (number % TEN == DEAD) {
            throw new IllegalArgumentException("this number is a dead letter");
        }
        if (Files.exists(gate) && Files.readString(gate).equals(number.toString())) {
            throw new IOException("the gate is closed");
        }
        return number;
    }

    private static TransformNode<Long, String> service(Path down) {
        return number -> {
            if (Files.exists(down)) {
                throw new IOException("the service is down");
            }
            return number.toString();
        };
    }
}
