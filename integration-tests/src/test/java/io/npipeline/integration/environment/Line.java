package io.npipeline.integration.environment;

import java.time.Duration;

/** The state of a proxy's network. Thread safe. */
final class Line {

    private Duration delay = Duration.ZERO;
    private boolean cut;
    private int epoch;

    synchronized void cut() {
        cut = true;
        epoch++;
    }

    synchronized void mend() {
        cut = false;
        notifyAll();
    }

    synchronized void delay(Duration eachWay) {
        delay = eachWay;
    }

    synchronized Duration delay() {
        return delay;
    }

    /** Returns when there is no cut, with the epoch that a connection belongs to which is made now. */
    synchronized int awaitOpen() throws InterruptedException {
        while (cut) {
            wait();
        }
        return epoch;
    }

    /** Whether connections of that epoch still carry anything. */
    synchronized boolean carries(int ofEpoch) {
        return epoch == ofEpoch;
    }
}
