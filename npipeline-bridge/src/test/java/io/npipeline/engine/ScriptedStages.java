package io.npipeline.engine;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.npipeline.node.AsyncTransformNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** An async transform whose stages complete when the test says so. */
final class ScriptedStages implements AsyncTransformNode<String, String> {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, BlockingQueue<CompletableFuture<String>>> stages = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<String> transform(String body) {
        CompletableFuture<String> stage = new CompletableFuture<>();
        calls.add(body);
        of(body).add(stage);
        return stage;
    }

    /** Waits for the next call with the body. */
    CompletableFuture<String> next(String body) throws InterruptedException {
        return Objects.requireNonNull(
                of(body).poll(EngineHarness.PATIENCE.toSeconds(), SECONDS), "no call with " + body);
    }

    /** The bodies of all calls, in their order. */
    List<String> calls() {
        return calls;
    }

    private BlockingQueue<CompletableFuture<String>> of(String body) {
        return stages.computeIfAbsent(body, unused -> new LinkedBlockingQueue<>());
    }
}
