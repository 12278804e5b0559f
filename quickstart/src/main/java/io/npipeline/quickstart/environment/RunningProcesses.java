package io.npipeline.quickstart.environment;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The processes that this JVM started and that may still run. They are stopped when it ends, the last one first, so that
 * a worker can still commit to its broker.
 *
 * <p>Thread safe.
 */
final class RunningProcesses {

    private static final Deque<JvmProcess> RUNNING = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RunningProcesses::stopAll, "stop-processes"));
    }

    private RunningProcesses() {}

    static void add(JvmProcess process) {
        synchronized (RUNNING) {
            RUNNING.push(process);
        }
    }

    static void remove(JvmProcess process) {
        synchronized (RUNNING) {
            RUNNING.remove(process);
        }
    }

    private static void stopAll() {
        while (true) {
            JvmProcess last;
            synchronized (RUNNING) {
                last = RUNNING.poll();
            }
            if (last == null) {
                return;
            }
            last.stop();
        }
    }
}
