package io.npipeline.engine;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;

/**
 * Makes threads that see what the task thread sees: the plugin's class loader, and Connect's logging context, which names
 * the connector and the task in every log line.
 */
final class WorkerThreads {

    /** The first JDK on which a virtual thread that blocks in a monitor, as JDBC drivers do, lets its carrier go. */
    private static final int FIRST_WITHOUT_PINNING = 24;

    private WorkerThreads() {}

    /** Whether threads of this kind are virtual ones on this JDK. */
    static boolean areVirtual(ThreadKind kind) {
        return kind == ThreadKind.VIRTUAL
                || (kind == ThreadKind.AUTO && Runtime.version().feature() >= FIRST_WITHOUT_PINNING);
    }

    /** Threads of the given kind, named {@code prefix-0}, {@code prefix-1} and so on. To be called on the task thread. */
    static ThreadFactory factory(ThreadKind kind, String prefix) {
        ThreadFactory plain = areVirtual(kind) ? virtualFactory() : WorkerThreads::platformThread;
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Map<String, String> logContext = MDC.getCopyOfContextMap();
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = plain.newThread(() -> {
                if (logContext != null) {
                    MDC.setContextMap(logContext);
                }
                work.run();
            });
            thread.setName(prefix + "-" + count.getAndIncrement());
            thread.setContextClassLoader(loader);
            return thread;
        };
    }

    private static Thread platformThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    /** Looked up by reflection because the code is compiled for a JDK without them. */
    private static ThreadFactory virtualFactory() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (NoSuchMethodException | ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "This JDK (" + Runtime.version() + ") has no virtual threads; they need JDK 21 or later", e);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Virtual threads could not be set up", e);
        }
    }
}
