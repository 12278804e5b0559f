package io.npipeline.integration.outage;

import static org.awaitility.Awaitility.await;

import io.npipeline.integration.relay.Inputs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends round after round of {@link Inputs}, straight to the broker and at an even pace, from a thread of its own.
 *
 * <p>Used by one thread.
 */
final class Load implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final int KEYS = 40;

    private final Inputs inputs = new Inputs(KEYS, 0);
    private final Producer<@Nullable String, @Nullable String> producer;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger rounds = new AtomicInteger();
    private @Nullable ScheduledFuture<?> sending;

    Load(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new StringSerializer());
    }

    void start() {
        sending = thread.scheduleAtFixedRate(this::send, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the outcome
    private void send() {
        inputs.round(rounds.incrementAndGet())
                .forEach(record -> producer.send(record, (metadata, error) -> {
                    if (error != null) {
                        failures.add(error);
                    }
                }));
    }

    /** Returns once as many more rounds were sent as come in that time. */
    void awaitTime(Duration time) {
        int goal = rounds.get() + (int) time.dividedBy(ROUND);
        await().atMost(LIMIT).until(() -> rounds.get() >= goal);
    }

    /** Pauses it; returns all that was ever sent, once it is stored. */
    Inputs pause() {
        if (sending != null) {
            sending.cancel(false);
        }
        try {
            thread.submit(producer::flush).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("Not everything that was sent is stored", failures.get(0));
        }
        return new Inputs(KEYS, rounds.get());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close();
    }
}
