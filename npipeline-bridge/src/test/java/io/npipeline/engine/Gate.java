package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a call until the test lets it go on. */
final class Gate {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** For the call: says that it is there, and waits. */
    void pass() throws InterruptedException {
        entered.countDown();
        opened.await();
    }

    /** For the test: waits for the call. */
    void awaitCall() throws InterruptedException {
        assertThat(entered.await(EngineHarness.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("a call came")
                .isTrue();
    }

    void open() {
        opened.countDown();
    }
}
