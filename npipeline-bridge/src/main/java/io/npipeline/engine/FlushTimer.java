package io.npipeline.engine;

import org.jspecify.annotations.Nullable;

/**
 * Sees to it that messages which wait for a batch are looked at again when one is due. Of the times that are set the earliest
 * counts; a later one does nothing when it comes.
 *
 * <p>Guarded by the monitor of the object in which the messages wait; it is held for the look.
 */
final class FlushTimer {

    private final Object guard;
    private final Timer timer;
    private final Runnable look;
    private @Nullable Due next;

    FlushTimer(Object guard, Timer timer, Runnable look) {
        this.guard = guard;
        this.timer = timer;
        this.look = look;
    }

    /**
     * Looks after the time, unless it does so earlier anyway.
     *
     * @param now by {@link System#nanoTime}
     */
    void lookAfter(long nanos, long now) {
        long at = now + nanos;
        if (next == null || at - next.at < 0) {
            next = new Due(at);
            timer.schedule(next, nanos);
        }
    }

    private final class Due implements Runnable {

        private final long at;

        Due(long at) {
            this.at = at;
        }

        @Override
        public void run() {
            synchronized (guard) {
                if (next == this) {
                    next = null;
                    look.run();
                }
            }
        }
    }
}
