package io.npipeline.benchmarks.peer;

import java.lang.reflect.InvocationTargetException;

/** Threads of the kind that the engine takes by itself: virtual from JDK 24, platform threads before. */
public final class VirtualThreads {

    private static final int FIRST_JDK = 24;

    private VirtualThreads() {}

    /** Whether this JDK has them. */
    public static boolean areUsed() {
        return Runtime.version().feature() >= FIRST_JDK;
    }

    /** Starts a thread. Looked up by reflection because the code is compiled for a JDK without virtual ones. */
    static Thread start(Runnable work) {
        if (!areUsed()) {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            thread.start();
            return thread;
        }
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Virtual threads could not be started", e);
        }
    }
}
