package io.npipeline.pipeline;

import io.npipeline.node.AsyncTransformNode;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.FlatTransformNode;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.MessageTransformNode;
import io.npipeline.node.Node;
import io.npipeline.node.SinkNode;
import io.npipeline.node.SourceNode;
import io.npipeline.node.TransactionalSinkNode;
import io.npipeline.node.TransformNode;
import java.util.Optional;
import java.util.function.Predicate;

/** What a node of the graph does. The closed set that the engine compiles. Immutable. */
public sealed interface NodeSpec {

    /** The user's object behind it, which is to be opened and closed; empty for the Kafka ends and predicates. */
    default Optional<Node> node() {
        return Optional.empty();
    }

    /** Whether messages are handed to code of the user's. */
    default boolean callsUserCode() {
        return node().isPresent();
    }

    /** Whether messages start here. */
    default boolean isSource() {
        return false;
    }

    /** Whether messages end here. */
    default boolean isSink() {
        return false;
    }

    /** Reads Kafka topics. */
    record KafkaSource(KafkaSourceNode<?> source) implements NodeSpec {
        @Override
        public boolean isSource() {
            return true;
        }
    }

    /** Reads a source of the user's own. */
    record UserSource(SourceNode<?> source) implements NodeSpec {
        @Override
        public Optional<Node> node() {
            return Optional.of(source);
        }

        @Override
        public boolean isSource() {
            return true;
        }
    }

    /** Transforms bodies. */
    record Transform(TransformNode<?, ?> transform) implements NodeSpec {
        @Override
        public Optional<Node> node() {
            return Optional.of(transform);
        }
    }

    /** Transforms bodies by calls that hold no thread. */
    record AsyncTransform(AsyncTransformNode<?, ?> transform) implements NodeSpec {
        @Override
        public Optional<Node> node() {
            return Optional.of(transform);
        }
    }

    /** Transforms bodies into any number of bodies. */
    record FlatTransform(FlatTransformNode<?, ?> transform) implements NodeSpec {
        @Override
        public Optional<Node> node() {
            return Optional.of(transform);
        }
    }

    /** Transforms whole messages. */
    record MessageTransform(MessageTransformNode<?, ?> transform) implements NodeSpec {
        @Override
        public Optional<Node> node() {
            return Optional.of(transform);
        }
    }

    /** Lets some messages pass. */
    record Filter(Predicate<?> keep) implements NodeSpec {
        @Override
        public boolean callsUserCode() {
            return true;
        }
    }

    /** Gathers messages into lists. */
    record Batcher(BatchLimits limits) implements NodeSpec {}

    /** Takes messages one at a time. */
    record Sink(SinkNode<?> sink) implements NodeSpec {
        @Override
        public Optional<Node> node() {
            return Optional.of(sink);
        }

        @Override
        public boolean isSink() {
            return true;
        }
    }

    /** Observes messages. */
    record Tap(SinkNode<?> observer) implements NodeSpec {
        @Override
        public Optional<Node> node() {
            return Optional.of(observer);
        }

        @Override
        public boolean isSink() {
            return true;
        }
    }

    /** Takes messages in batches. */
    record BatchSink(BatchSinkNode<?> sink, BatchLimits limits) implements NodeSpec {
        @Override
        public Optional<Node> node() {
            return Optional.of(sink);
        }

        @Override
        public boolean isSink() {
            return true;
        }
    }

    /** Takes messages with the positions of their partitions. */
    record TransactionalSink(TransactionalSinkNode<?> sink, BatchLimits limits) implements NodeSpec {
        @Override
        public Optional<Node> node() {
            return Optional.of(sink);
        }

        @Override
        public boolean isSink() {
            return true;
        }
    }

    /** Writes to Kafka. */
    record KafkaSink(KafkaSinkNode<?> sink) implements NodeSpec {
        @Override
        public boolean isSink() {
            return true;
        }
    }
}
