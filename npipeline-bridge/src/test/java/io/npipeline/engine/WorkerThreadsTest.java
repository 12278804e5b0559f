package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

class WorkerThreadsTest {

    private static final int JDK = Runtime.version().feature();

    private static <T> T inThreadOf(ThreadFactory factory, Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        factory.newThread(() -> answer.complete(question.get())).start();
        return answer.join();
    }

    private static boolean isVirtual() {
        return isVirtualThread(Thread.currentThread());
    }

    /** By name, because this code is compiled for a JDK without virtual threads. */
    static boolean isVirtualThread(Thread thread) {
        try {
            return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    @Test
    void autoMeansVirtualFromJdk24On() {
        boolean virtual = inThreadOf(WorkerThreads.factory(ThreadKind.AUTO, "w"), WorkerThreadsTest::isVirtual);
        assertThat(virtual).isEqualTo(JDK >= 24);
    }

    @Test
    void platformIsNeverVirtual() {
        boolean virtual = inThreadOf(WorkerThreads.factory(ThreadKind.PLATFORM, "w"), WorkerThreadsTest::isVirtual);
        assertThat(virtual).isFalse();
    }

    @Test
    void virtualIsGivenWhereTheJdkHasItAndRefusedElsewhere() {
        if (JDK >= 21) {
            assertThat(inThreadOf(WorkerThreads.factory(ThreadKind.VIRTUAL, "w"), WorkerThreadsTest::isVirtual))
                    .isTrue();
        } else {
            assertThatThrownBy(() -> WorkerThreads.factory(ThreadKind.VIRTUAL, "w"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Runtime.version().toString())
                    .hasMessageEndingWith("has no virtual threads; they need JDK 21 or later");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "PLATFORM"})
    void threadsAreNumberedDaemons(ThreadKind kind) {
        ThreadFactory factory = WorkerThreads.factory(kind, "npipeline-orders-0-worker");
        for (int i = 0; i < 2; i++) {
            assertThat(inThreadOf(factory, () -> Thread.currentThread().getName()))
                    .isEqualTo("npipeline-orders-0-worker-" + i);
        }
        assertThat(inThreadOf(factory, () -> Thread.currentThread().isDaemon())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "PLATFORM"})
    void threadsSeeTheClassLoaderAndLogContextOfTheTaskThread(ThreadKind kind) throws Exception {
        Thread task = Thread.currentThread();
        ClassLoader before = task.getContextClassLoader();
        try (URLClassLoader plugin = new URLClassLoader(new URL[0], before)) {
            task.setContextClassLoader(plugin);
            MDC.put("connector.context", "[orders|task-0] ");
            ThreadFactory factory = WorkerThreads.factory(kind, "w");
            task.setContextClassLoader(before);
            MDC.clear();

            assertThat(inThreadOf(factory, () -> Thread.currentThread().getContextClassLoader()))
                    .isSameAs(plugin);
            assertThat(inThreadOf(factory, () -> MDC.get("connector.context"))).isEqualTo("[orders|task-0] ");
        } finally {
            task.setContextClassLoader(before);
            MDC.clear();
        }
    }
}
