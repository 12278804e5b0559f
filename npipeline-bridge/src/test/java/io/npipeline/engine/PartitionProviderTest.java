package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.partitioning.PartitionKeyProvider;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a partition key provider chooses of a record. */
class PartitionProviderTest {

    /** The key is the text before the dash, the partition the number behind it; nothing behind it leaves the choice. */
    private static final class Addressed implements PartitionKeyProvider<String> {

        private final List<Integer> counts = new CopyOnWriteArrayList<>();

        @Override
        public Object partitionKey(String body) {
            return body.substring(0, body.indexOf('-'));
        }

        @Override
        public OptionalInt partition(String body, int partitionCount) {
            counts.add(partitionCount);
            String partition = body.substring(body.indexOf('-') + 1);
            return partition.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(partition));
        }
    }

    private final Addressed provider = new Addressed();

    private static EngineHarness.Setup into(KafkaSinkNode<String> sink) {
        return EngineHarness.of((pipeline, context) -> pipeline.connect(
                pipeline.addSource("source", KafkaSourceNode.of(String.class)), pipeline.addSink("out", sink)));
    }

    private OutputRecord outputOf(KafkaSinkNode<String> sink, @Nullable String body) {
        try (EngineHarness harness =
                into(sink).partitions(topic -> topic.equals("out") ? 3 : 30).start()) {
            Delivery delivery = harness.own(0).put("own", body);
            harness.untilSettled();
            return delivery.outputs().get(0);
        }
    }

    private KafkaSinkNode<String> sink() {
        return KafkaSinkNode.of(String.class).partitionedBy(provider);
    }

    @Test
    void keyAndPartitionAreTheProvidersChoice() {
        OutputRecord output = outputOf(sink(), "eve-2");

        assertThat(output.key().value()).isEqualTo("eve");
        assertThat(output.partition()).isEqualTo(2);
        assertThat(provider.counts).containsExactly(3);
    }

    @Test
    void itIsToldThePartitionsOfTheTopicThatTheRecordGoesTo() {
        assertThat(outputOf(sink().toTopic(body -> "other"), "eve-29").partition())
                .isEqualTo(29);
        assertThat(provider.counts).containsExactly(30);
    }

    @Test
    void itMayLeaveThePartitionToTheProducer() {
        OutputRecord output = outputOf(sink(), "eve-");

        assertThat(output.key().value()).isEqualTo("eve");
        assertThat(output.partition()).isNull();
    }

    @Test
    void aTombstoneKeepsItsKeyAndGoesWhereTheProducerSends() {
        OutputRecord output = outputOf(sink(), null);

        assertThat(output.key().value()).isEqualTo("own");
        assertThat(output.partition()).isNull();
        assertThat(provider.counts).isEmpty();
    }

    @Test
    void aProviderOfKeysOnlyWorksWithoutBrokersToAsk() {
        try (EngineHarness harness = into(KafkaSinkNode.of(String.class).partitionedBy(String::length))
                .start()) {
            Delivery delivery = harness.own(0).put("own", "four");
            harness.untilSettled();

            assertThat(delivery.outputs())
                    .extracting(output -> output.key().value())
                    .isEqualTo(List.of(4));
        }
    }

    private static String failureOf(EngineHarness.Setup setup, String body) {
        try (EngineHarness harness =
                setup.policy(FailurePolicy.always(NodeErrorDecision.FAIL)).start()) {
            Delivery delivery = harness.own(0).put("own", body);
            String message = String.valueOf(harness.untilFailed().getMessage());
            assertThat(delivery.outputs()).isEmpty();
            return message;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "-1"})
    void aPartitionThatTheTopicDoesNotHaveIsAFailureOfTheNode(String partition) {
        assertThat(failureOf(into(sink()).partitions(topic -> 3), "eve-" + partition))
                .endsWith("Node \"out\" chose partition " + partition + " of topic out, which has 3, counted from 0");
    }

    @Test
    void aTopicWhosePartitionsCannotBeFoundOutIsAFailureOfTheNodeThatAPolicyMayRetry() {
        AtomicBoolean asked = new AtomicBoolean();
        try (EngineHarness harness = into(sink())
                .partitions(topic -> {
                    if (asked.compareAndSet(false, true)) {
                        throw new ConnectException("no answer");
                    }
                    return 3;
                })
                .policy(EngineHarness.retrying(1, NodeErrorDecision.FAIL))
                .start()) {
            Delivery delivery = harness.own(0).put("own", "eve-1");
            harness.untilSettled();

            assertThat(delivery.outputs()).extracting(OutputRecord::partition).containsExactly(1);
        }
        assertThat(failureOf(into(sink()), "eve-1")).endsWith("Nobody knows the partitions of out");
    }
}
