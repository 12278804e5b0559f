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
import java.util.List;
import java.util.function.Predicate;

/**
 * Collects the nodes of a pipeline and the edges between them. Names are unique within a pipeline; they appear in logs,
 * dead letters and failure traces.
 *
 * <p>Not thread safe: for use within {@link PipelineDefinition#define}.
 */
public interface PipelineBuilder {

    /** Reads the connector's Kafka topics. */
    <T> SourceHandle<T> addSource(String name, KafkaSourceNode<T> source);

    /** Reads a source of the user's own. */
    <T> SourceHandle<T> addSource(String name, SourceNode<T> source);

    /** Adds a transform of the body. */
    <I, O> TransformHandle<I, O> addTransform(String name, TransformNode<I, O> node);

    /**
     * Adds a transform of the body whose result comes later. Meanwhile no thread is held and only messages of the same key
     * wait; at most {@code npipeline.max.degree.of.parallelism} calls to nodes are under way, those that are pending included.
     */
    <I, O> TransformHandle<I, O> addAsyncTransform(String name, AsyncTransformNode<I, O> node);

    /** Adds a transform of the body into any number of bodies. */
    <I, O> TransformHandle<I, O> addFlatTransform(String name, FlatTransformNode<I, O> node);

    /** Adds a transform of the whole message. */
    <I, O> TransformHandle<I, O> addMessageTransform(String name, MessageTransformNode<I, O> node);

    /** Lets bodies pass for which the predicate holds; the others are settled as filtered. Tombstones pass. */
    <T> TransformHandle<T, T> addFilter(String name, Predicate<? super T> keep);

    /**
     * Gathers bodies into lists, which go on as messages of their own, without key and headers. A batch holds messages of one
     * partition, and those of a key in their order; a tombstone ends the batch before it and goes on alone. Batches of a
     * partition run one after the other. The messages of a batch are settled together. A failure behind the batcher is that
     * of the message the node got: the batch is retried, skipped or dead-lettered whole, unless a flat transform took it
     * apart before. Later batches of its partition wait meanwhile.
     */
    <T> TransformHandle<T, List<T>> addBatcher(String name, BatchLimits limits);

    /** Adds a sink that takes one message at a time. */
    <T> SinkHandle<T> addSink(String name, SinkNode<T> sink);

    /**
     * Adds an observer: it is shown every message that reaches it, and what it throws is counted, logged and of no
     * consequence to the message. It is not called again for a message it failed on, so it may miss some; its call takes
     * part of the message's time. A tap has no failure policy and does not count as an end for messages, so a route may lead
     * to one only beside a {@link #connect} to another node.
     */
    <T> SinkHandle<T> addTap(String name, SinkNode<T> observer);

    /** Adds a sink that takes batches. */
    <T> SinkHandle<T> addBatchSink(String name, BatchSinkNode<T> sink, BatchLimits limits);

    /**
     * Adds a sink that stores positions with what it writes, so that each record has its effect there once. Messages of a
     * partition come in the order in which their records were read, and only when all else is done with those records and
     * with all before them: other sinks have taken them, or they were filtered, skipped or dead-lettered. A pipeline has one
     * such sink at the most, and none beside Kafka sinks. Others beside it are at least once.
     *
     * @param limits how much is written in one transaction; what a record became is never divided
     */
    <T> SinkHandle<T> addTransactionalSink(String name, TransactionalSinkNode<T> sink, BatchLimits limits);

    /** Writes to Kafka. */
    <T> SinkHandle<T> addSink(String name, KafkaSinkNode<T> sink);

    /**
     * Sends the output of one node to another. An output connected to several nodes sends every message to each of them,
     * whatever routes it has besides.
     */
    <T> void connect(OutputHandle<? extends T> from, InputHandle<? super T> to);

    /**
     * A route: sends the messages for whose body the predicate holds to another node. Of the routes of one output the first
     * that matches, in the order of these calls, takes the message; the others do not see it. Tombstones have no body to
     * look at and take every route, {@link #connectOtherwise} included, so that a deletion gets wherever its key may be.
     *
     * <p>A message that no route takes goes to {@link #connectOtherwise} or ends as {@link #dropOtherwise} says; without
     * either it fails with a {@link NoRouteException}. That, and what a predicate throws, goes to the failure policy of the
     * node the route leaves from; a retry looks for a route again and does not call the node again.
     */
    <T> void connectWhen(OutputHandle<? extends T> from, Predicate<? super T> when, InputHandle<? super T> to);

    /** Sends the messages that no {@link #connectWhen} of the output takes to another node. */
    <T> void connectOtherwise(OutputHandle<? extends T> from, InputHandle<? super T> to);

    /** Settles the messages that no {@link #connectWhen} of the output takes as filtered. */
    void dropOtherwise(OutputHandle<?> from);
}
