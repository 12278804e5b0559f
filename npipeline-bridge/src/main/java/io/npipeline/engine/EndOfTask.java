package io.npipeline.engine;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.concurrent.CancellationException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Tells errors that say something of the task or the JVM from those that say something of the message. Only the latter may
 * reach a failure policy: a message must not become a dead letter because its thread was interrupted or memory ran out.
 */
public final class EndOfTask {

    private static final int MAX_CAUSES = 32;

    private EndOfTask() {}

    /** Whether the error, or one of its causes, is an interruption or a cancellation. */
    public static boolean isInterruption(Throwable error) {
        Throwable current = error;
        for (int i = 0; current != null && i < MAX_CAUSES; i++) {
            if (current instanceof InterruptedException
                    || current instanceof InterruptException
                    || current instanceof CancellationException
                    || current instanceof ClosedByInterruptException
                    || current instanceof FileLockInterruptionException
                    // its subclass SocketTimeoutException is a failure of the call like any other
                    || current.getClass() == InterruptedIOException.class) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }

    /** Whether the error, or one of its causes, is an {@link Error}: out of memory, a class that is missing. */
    public static boolean isJvmError(Throwable error) {
        Throwable current = error;
        for (int i = 0; current != null && i < MAX_CAUSES; i++) {
            if (current instanceof Error) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }
}
