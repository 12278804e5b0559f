package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.KafkaClientSettings;
import io.npipeline.engine.PartitionCounts;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The numbers of partitions of output topics, as the brokers last told them: a topic that is not known yet is waited for, one
 * that was asked about more than a minute ago is asked about again while its old number does.
 *
 * <p>Thread safe.
 */
final class OutputPartitions implements PartitionCounts {

    static final Duration FRESH = Duration.ofMinutes(1);

    /** How long a message waits for an answer; the call goes on, for the next one. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private record Known(int count, long sinceNanos) {}

    private final Function<String, CompletionStage<Integer>> brokers;
    private final LongSupplier nanoClock;
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CompletableFuture<Integer>> asked = new ConcurrentHashMap<>();

    /**
     * @param brokers asks for the partitions of a topic; completes on any thread
     */
    OutputPartitions(Function<String, CompletionStage<Integer>> brokers, LongSupplier nanoClock) {
        this.brokers = brokers;
        this.nanoClock = nanoClock;
    }

    /** Those that the client's brokers know. */
    static OutputPartitions of(Admin admin) {
        return new OutputPartitions(
                topic -> admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .thenApply(descriptions -> Objects.requireNonNull(descriptions.get(topic))
                                .partitions()
                                .size())
                        .toCompletionStage(),
                System::nanoTime);
    }

    /** Whether a node of the pipeline chooses partitions by how many there are. */
    static boolean areNeeded(PipelineGraph graph) {
        return graph.nodes().stream().anyMatch(node -> needsCounts(node.spec()));
    }

    private static boolean needsCounts(NodeSpec spec) {
        return spec instanceof NodeSpec.KafkaSink kafka
                && kafka.sink().partitionProvider().isPresent();
    }

    /** Brokers that nobody can ask are found out when the connector is made, not with the first message. */
    static List<ConfigProblem> problems(PipelineGraph graph, KafkaClientSettings kafka) {
        if (kafka.hasBootstrapServers()) {
            return List.of();
        }
        return graph.nodes().stream()
                .filter(node -> needsCounts(node.spec()))
                .map(node -> new ConfigProblem(
                        KafkaClientSettings.BOOTSTRAP_SERVERS,
                        null,
                        "must be set: node \"" + node.name()
                                + "\" chooses partitions by how many its topic has, and the "
                                + "worker does not tell its tasks"))
                .toList();
    }

    @Override
    public int of(String topic) throws InterruptedException {
        Known last = known.get(topic);
        if (last != null && nanoClock.getAsLong() - last.sinceNanos() <= FRESH.toNanos()) {
            return last.count();
        }
        CompletableFuture<Integer> answer = ask(topic);
        if (last != null) {
            return last.count();
        }
        try {
            return answer.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw unknown(topic, String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw unknown(topic, "no answer within " + LIMIT.toSeconds() + " s", e);
        }
    }

    private static ConnectException unknown(String topic, String reason, Exception cause) {
        return new ConnectException(
                "How many partitions topic \"" + topic + "\" has could not be found out: " + reason, cause);
    }

    /** The answer to the question that is under way, or to a new one. */
    private CompletableFuture<Integer> ask(String topic) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        CompletableFuture<Integer> underWay = asked.putIfAbsent(topic, answer);
        if (underWay != null) {
            return underWay;
        }
        // Composed, so that a client which throws fails the answer as well.
        CompletionStage<Integer> told = CompletableFuture.completedFuture(topic).thenCompose(brokers);
        told.whenComplete((count, error) -> {
            if (error == null) {
                known.put(topic, new Known(count, nanoClock.getAsLong()));
                answer.complete(count);
            } else {
                // The old number does for another minute.
                known.computeIfPresent(topic, (name, old) -> new Known(old.count(), nanoClock.getAsLong()));
                answer.completeExceptionally(error);
            }
            asked.remove(topic);
        });
        return answer;
    }
}
