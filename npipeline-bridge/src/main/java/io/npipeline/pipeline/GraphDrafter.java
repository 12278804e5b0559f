package io.npipeline.pipeline;

import io.npipeline.node.AsyncTransformNode;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.FlatTransformNode;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.MessageTransformNode;
import io.npipeline.node.SinkNode;
import io.npipeline.node.SourceNode;
import io.npipeline.node.TransactionalSinkNode;
import io.npipeline.node.TransformNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** The builder behind {@link PipelineBuilder}: refuses what can be told at the call, and keeps the rest. */
final class GraphDrafter implements PipelineBuilder {

    private final Map<String, NodeDraft> drafts = new LinkedHashMap<>();

    Collection<NodeDraft> drafts() {
        return drafts.values();
    }

    @Override
    public <T> SourceHandle<T> addSource(String name, KafkaSourceNode<T> source) {
        return new SourceHandle<>(add(name, new NodeSpec.KafkaSource(require(name, source))));
    }

    @Override
    public <T> SourceHandle<T> addSource(String name, SourceNode<T> source) {
        return new SourceHandle<>(add(name, new NodeSpec.UserSource(require(name, source))));
    }

    @Override
    public <I, O> TransformHandle<I, O> addTransform(String name, TransformNode<I, O> node) {
        return new TransformHandle<>(add(name, new NodeSpec.Transform(require(name, node))));
    }

    @Override
    public <I, O> TransformHandle<I, O> addAsyncTransform(String name, AsyncTransformNode<I, O> node) {
        return new TransformHandle<>(add(name, new NodeSpec.AsyncTransform(require(name, node))));
    }

    @Override
    public <I, O> TransformHandle<I, O> addFlatTransform(String name, FlatTransformNode<I, O> node) {
        return new TransformHandle<>(add(name, new NodeSpec.FlatTransform(require(name, node))));
    }

    @Override
    public <I, O> TransformHandle<I, O> addMessageTransform(String name, MessageTransformNode<I, O> node) {
        return new TransformHandle<>(add(name, new NodeSpec.MessageTransform(require(name, node))));
    }

    @Override
    public <T> TransformHandle<T, T> addFilter(String name, Predicate<? super T> keep) {
        return new TransformHandle<>(add(name, new NodeSpec.Filter(require(name, keep))));
    }

    @Override
    public <T> TransformHandle<T, List<T>> addBatcher(String name, BatchLimits limits) {
        return new TransformHandle<>(add(name, new NodeSpec.Batcher(require(name, limits))));
    }

    @Override
    public <T> SinkHandle<T> addSink(String name, SinkNode<T> sink) {
        return new SinkHandle<>(add(name, new NodeSpec.Sink(require(name, sink))));
    }

    @Override
    public <T> SinkHandle<T> addTap(String name, SinkNode<T> observer) {
        return new SinkHandle<>(add(name, new NodeSpec.Tap(require(name, observer))));
    }

    @Override
    public <T> SinkHandle<T> addBatchSink(String name, BatchSinkNode<T> sink, BatchLimits limits) {
        for (NodeDraft draft : drafts.values()) {
            if (draft.spec() instanceof NodeSpec.BatchSink other && other.sink() == sink) {
                throw new GraphException("Nodes \"" + draft.name() + "\" and \"" + name
                        + "\" share one batch sink object, which would be called by two batches at a time");
            }
        }
        return new SinkHandle<>(add(name, new NodeSpec.BatchSink(require(name, sink), require(name, limits))));
    }

    @Override
    public <T> SinkHandle<T> addTransactionalSink(String name, TransactionalSinkNode<T> sink, BatchLimits limits) {
        return new SinkHandle<>(add(name, new NodeSpec.TransactionalSink(require(name, sink), require(name, limits))));
    }

    @Override
    public <T> SinkHandle<T> addSink(String name, KafkaSinkNode<T> sink) {
        return new SinkHandle<>(add(name, new NodeSpec.KafkaSink(require(name, sink))));
    }

    @Override
    public <T> void connect(OutputHandle<? extends T> from, InputHandle<? super T> to) {
        addEdge(from, new EdgeCondition.Always(), to);
    }

    @Override
    public <T> void connectWhen(OutputHandle<? extends T> from, Predicate<? super T> when, InputHandle<? super T> to) {
        Objects.requireNonNull(when, () -> "The predicate of an edge from node \"" + from.name() + "\" is null");
        addEdge(from, new EdgeCondition.When(when), to);
    }

    @Override
    public <T> void connectOtherwise(OutputHandle<? extends T> from, InputHandle<? super T> to) {
        NodeDraft output = own(draftOf(from));
        output.otherwise().ifPresent(other -> {
            throw new GraphException("Node \"" + output.name() + "\" has two connectOtherwise: to \"" + other.name()
                    + "\" and to \"" + to.name() + "\"");
        });
        addEdge(from, new EdgeCondition.Otherwise(), to);
    }

    @Override
    public void dropOtherwise(OutputHandle<?> from) {
        own(draftOf(from)).dropOtherwise();
    }

    private void addEdge(OutputHandle<?> from, EdgeCondition condition, InputHandle<?> to) {
        NodeDraft output = own(draftOf(from));
        NodeDraft input = own(draftOf(to));
        // Several routes may lead to one node: a message takes one of them. Beside an unconditional edge it would come
        // twice.
        for (NodeDraft.Edge edge : output.edges()) {
            boolean twice =
                    condition instanceof EdgeCondition.Always || edge.condition() instanceof EdgeCondition.Always;
            if (twice && edge.to() == input) {
                throw new GraphException(
                        "Node \"" + output.name() + "\" is connected to \"" + input.name() + "\" twice");
            }
        }
        output.edges().add(new NodeDraft.Edge(condition, input));
    }

    private NodeDraft add(String name, NodeSpec spec) {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new GraphException("A node's name must not be blank");
        }
        NodeDraft draft = new NodeDraft(this, name, spec);
        if (drafts.putIfAbsent(name, draft) != null) {
            throw new GraphException("Two nodes are named \"" + name + "\"");
        }
        return draft;
    }

    private NodeDraft own(NodeDraft draft) {
        if (!draft.belongsTo(this)) {
            throw new GraphException("Node \"" + draft.name() + "\" was added to another pipeline");
        }
        return draft;
    }

    private static <V> V require(String name, V value) {
        return Objects.requireNonNull(value, () -> "Node \"" + name + "\" is null");
    }

    private static NodeDraft draftOf(OutputHandle<?> handle) {
        return handle instanceof SourceHandle<?> source ? source.draft() : ((TransformHandle<?, ?>) handle).draft();
    }

    private static NodeDraft draftOf(InputHandle<?> handle) {
        return handle instanceof SinkHandle<?> sink ? sink.draft() : ((TransformHandle<?, ?>) handle).draft();
    }
}
