package io.npipeline.engine;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What calls are to do, by name: wait at a gate, then fail with the next error, or else succeed. */
final class Outcomes {

    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final Map<String, Queue<Throwable>> errors = new ConcurrentHashMap<>();

    Gate hold(String name) {
        return gates.computeIfAbsent(name, unused -> new Gate());
    }

    void fail(String name, Throwable... failures) {
        Queue<Throwable> queue = errors.computeIfAbsent(name, unused -> new ConcurrentLinkedQueue<>());
        for (Throwable failure : failures) {
            queue.add(failure);
        }
    }

    void apply(String name) throws Exception {
        Gate gate = gates.get(name);
        if (gate != null) {
            gate.pass();
        }
        Throwable error = errors.getOrDefault(name, new ArrayDeque<>()).poll();
        if (error instanceof Error fatal) {
            throw fatal;
        }
        if (error != null) {
            throw (Exception) error;
        }
    }
}
