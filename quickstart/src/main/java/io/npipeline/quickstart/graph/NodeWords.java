package io.npipeline.quickstart.graph;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.pipeline.GraphNode;
import io.npipeline.pipeline.NodeSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is to be said of a node. Immutable.
 *
 * @param inputs which topics a Kafka source reads; empty where the connector is not known
 * @param topic where Kafka sinks write that name no topic; empty where the connector is not known
 * @param lastStep the step that completes policies without one; empty where the connector is not known
 */
record NodeWords(Optional<String> inputs, Optional<String> topic, Optional<NodeErrorDecision> lastStep) {

    /** The words on a pipeline without a connector. */
    static NodeWords withoutConnector() {
        return new NodeWords(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A line for each thing. */
    List<String> of(GraphNode node) {
        List<String> lines = new ArrayList<>(List.of(node.name()));
        addKind(node.spec(), lines);
        node.timeLimit().ifPresent(limit -> lines.add("at most " + inWords(limit) + " a call"));
        node.circuitBreaker()
                .ifPresent(circuit -> lines.add("left alone for " + inWords(circuit.openDuration()) + " when "
                        + Math.round(circuit.failureRate() * 100) + "% of " + circuit.minimumCalls()
                        + " calls failed"));
        node.failurePolicy().ifPresent(policy -> addRules(policy, lines));
        if (node.dropsOtherwise()) {
            lines.add("drops what no route takes");
        }
        return lines;
    }

    /** A line for each rule, in the words of the policy. */
    private void addRules(FailurePolicy policy, List<String> lines) {
        FailurePolicy completed = lastStep.map(policy::orElse).orElse(policy);
        lines.addAll(List.of(("failure: " + completed).split("; ")));
    }

    private void addKind(NodeSpec spec, List<String> lines) {
        if (spec instanceof NodeSpec.KafkaSource kafka) {
            lines.add("Kafka source of " + kafka.source().bodyType().getSimpleName());
            inputs.ifPresent(lines::add);
        } else if (spec instanceof NodeSpec.KafkaSink kafka) {
            lines.add("Kafka sink of " + kafka.sink().bodyType().getSimpleName());
            addTopic(kafka.sink(), lines);
        } else {
            lines.add(kind(spec) + spec.node().map(NodeWords::typeOf).orElse(""));
        }
        limits(spec).ifPresent(limits -> lines.add(inWords(limits)));
    }

    private void addTopic(KafkaSinkNode<?> sink, List<String> lines) {
        if (sink.topicSelector().isPresent()) {
            lines.add("topic chosen by the body");
        } else {
            sink.topic().or(() -> topic).ifPresent(name -> lines.add("topic " + name));
        }
        sink.keySelector().ifPresent(selector -> lines.add("keyed anew"));
        if (sink.partitionSelector().isPresent() || sink.partitionProvider().isPresent()) {
            lines.add("partition chosen by the body");
        }
    }

    /** The words of {@code PipelineBuilder}, from {@code addAsyncTransform} "async transform". */
    private static String kind(NodeSpec spec) {
        return spec instanceof NodeSpec.UserSource
                ? "source"
                : spec.getClass()
                        .getSimpleName()
                        .replaceAll("(?<!^)([A-Z])", " $1")
                        .toLowerCase(Locale.ROOT);
    }

    private static String typeOf(Object node) {
        Class<?> type = node.getClass();
        return type.isHidden() || type.isAnonymousClass() ? "" : " " + type.getSimpleName();
    }

    private static Optional<BatchLimits> limits(NodeSpec spec) {
        if (spec instanceof NodeSpec.Batcher batcher) {
            return Optional.of(batcher.limits());
        }
        if (spec instanceof NodeSpec.BatchSink sink) {
            return Optional.of(sink.limits());
        }
        return spec instanceof NodeSpec.TransactionalSink sink ? Optional.of(sink.limits()) : Optional.empty();
    }

    private static String inWords(BatchLimits limits) {
        String bytes = limits.maxBytes() == Long.MAX_VALUE ? "" : ", " + limits.maxBytes() + " bytes";
        return "batches of " + limits.maxMessages() + bytes + ", after " + inWords(limits.linger());
    }

    private static String inWords(Duration duration) {
        long ms = duration.toMillis();
        return ms % 1_000 == 0 ? ms / 1_000 + " s" : ms + " ms";
    }
}
