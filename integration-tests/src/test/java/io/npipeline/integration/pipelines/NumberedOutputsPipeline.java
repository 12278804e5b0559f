package io.npipeline.integration.pipelines;

import io.npipeline.failure.ExponentialBackoffRetryStrategy;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.failure.RetryStrategy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.TransformNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Text from Kafka to Kafka: each body {@code b} becomes {@code b/1} to {@code b/n}, odd ones in the connector's topic, even
 * ones in {@link #EVEN_TOPIC}. Bodies that end in {@link #POISON} are dead letters; one in {@link #FLAKY} others fails the
 * first time it is seen. Parameters {@code outputs}: n; {@code work.ms}: how long each body is worked on; {@code gate}: a file,
 * optional: while it is there, bodies that begin with {@link #STUCK} fail, and are retried until it is gone.
 */
public final class NumberedOutputsPipeline implements PipelineDefinition {

    public static final String POISON = "!";
    public static final String EVEN_TOPIC = "even";

    /** Marks the last output of a body. */
    public static final String LAST_HEADER = "last";

    public static final String STUCK = "k0/";

    private static final int FLAKY = 10;
    private static final RetryStrategy FEW =
            new ExponentialBackoffRetryStrategy(3, Duration.ofMillis(5), Duration.ofMillis(50), 0);

    /** What is behind the gate is retried for as long as it takes. */
    private static final RetryStrategy RETRIES = new RetryStrategy() {
        @Override
        public boolean shouldRetry(Throwable error, int attempt) {
            return error instanceof FileSystemException || FEW.shouldRetry(error, attempt);
        }

        @Override
        public Duration delay(int attempt) {
            return FEW.delay(attempt);
        }
    };

    private record Work(Duration duration, @Nullable Path gate, Set<String> failedBefore)
            implements TransformNode<String, String> {

        @Override
        public String transform(String body) throws IOException {
            LockSupport.parkNanos(duration.toNanos());
            if (gate != null && body.startsWith(STUCK) && Files.exists(gate)) {
                throw new FileSystemException(gate.toString());
            }
            if (body.endsWith(POISON)) {
                throw new IllegalArgumentException("this body is poison");
            }
            if (body.hashCode() % FLAKY == 0 && failedBefore.add(body)) {
                throw new IOException("the first time fails");
            }
            return body;
        }
    }

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        int count = Integer.parseInt(context.parameter("outputs"));
        Duration duration = Duration.ofMillis(Long.parseLong(context.parameter("work.ms")));
        var texts = pipeline.addSource("texts", KafkaSourceNode.of(String.class));
        var work = pipeline.addTransform("work", new Work(duration, gate(context), ConcurrentHashMap.newKeySet()));
        var numbered = pipeline.addFlatTransform("numbered", (String body) -> numbered(body, count));
        var odd = pipeline.addFilter("odd", (String body) -> number(body) % 2 == 1);
        var even = pipeline.addFilter("even", (String body) -> number(body) % 2 == 0);
        KafkaSinkNode<String> marked = KafkaSinkNode.of(String.class).withHeaders(message -> headers(message, count));
        var oddTopic = pipeline.addSink("odd-topic", marked);
        var evenTopic = pipeline.addSink("even-topic", marked.toTopic(EVEN_TOPIC));

        work.onFailure(FailurePolicy.retry(RETRIES).on(IllegalArgumentException.class, NodeErrorDecision.DEAD_LETTER));

        pipeline.connect(texts, work);
        pipeline.connect(work, numbered);
        pipeline.connect(numbered, odd);
        pipeline.connect(numbered, even);
        pipeline.connect(odd, oddTopic);
        pipeline.connect(even, evenTopic);
    }

    private static @Nullable Path gate(PipelineContext context) {
        return context.findParameter("gate").map(Path::of).orElse(null);
    }

    private static List<String> numbered(String body, int count) {
        List<String> bodies = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            bodies.add(body + "/" + i);
        }
        return bodies;
    }

    private static int number(String body) {
        return Integer.parseInt(body.substring(body.lastIndexOf('/') + 1));
    }

    private static MessageHeaders headers(KafkaMessage<String> message, int count) {
        String body = String.valueOf(message.body());
        return number(body) == count ? message.headers().with(MessageHeader.of(LAST_HEADER, "yes")) : message.headers();
    }
}
