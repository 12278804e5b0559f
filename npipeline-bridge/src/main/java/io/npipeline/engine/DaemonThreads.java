package io.npipeline.engine;

import java.util.Map;
import org.slf4j.MDC;

/**
 * Makes threads that do not keep the worker alive. They inherit the plugin's class loader and Connect's logging context from the
 * thread that makes them.
 */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** A thread that is not started yet. */
    public static Thread create(String name, Runnable work) {
        Map<String, String> logContext = MDC.getCopyOfContextMap();
        Thread thread = new Thread(
                () -> {
                    if (logContext != null) {
                        MDC.setContextMap(logContext);
                    }
                    work.run();
                },
                name);
        thread.setDaemon(true);
        return thread;
    }
}
