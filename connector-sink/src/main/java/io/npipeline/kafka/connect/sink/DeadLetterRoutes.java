package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.configuration.ProducerLimits;
import io.npipeline.configuration.TaskNumber;
import io.npipeline.deadletter.DeadLetterContext;
import io.npipeline.deadletter.DeadLetterSink;
import io.npipeline.deadletter.KafkaDeadLetterSink;
import io.npipeline.engine.DeadLetterRoute;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Opens the configured destination of dead letters. */
final class DeadLetterRoutes {

    /** Bounds how long one attempt takes, so that a worker is not held for long by a broker that is down. */
    private static final int ATTEMPT_LIMIT_MS = 10_000;

    private static final Set<String> TIMEOUTS = Set.of(
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            ProducerConfig.LINGER_MS_CONFIG);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private DeadLetterRoutes() {}

    static DeadLetterRoute open(NPipelineSinkConnectorConfig config, SinkTaskContext context) {
        DeadLetterSettings settings = config.deadLetters();
        return switch (settings.destination()) {
            case NONE -> new DeadLetterRoute.None();
            case KAFKA -> kafka(config, settings);
            case CONNECT -> new DeadLetterRoute.ToReporter(ErrantRecords.reporter(context));
            case CLASS -> ofUser(settings, config.deadLetterContext());
        };
    }

    private static DeadLetterRoute ofUser(DeadLetterSettings settings, DeadLetterContext context) {
        DeadLetterSink sink = settings.newSink();
        try {
            sink.open(context);
            return new DeadLetterRoute.ToSink(sink, settings.maxBytes(Long.MAX_VALUE));
        } catch (Throwable error) {
            try {
                sink.close();
            } catch (Exception suppressed) {
                error.addSuppressed(suppressed);
            }
            throw new ConnectException(
                    "The dead-letter sink " + settings.sinkClass() + " (" + DeadLetterSettings.CLASS
                            + ") could not be opened: " + error,
                    error);
        }
    }

    private static DeadLetterRoute kafka(NPipelineSinkConnectorConfig config, DeadLetterSettings settings) {
        DeadLetterTopic.ensureExists(settings.topic(), config.kafka(), settings.timeout());
        String clientId = "npipeline-dead-letters-" + ConnectorName.of(config) + "-" + TaskNumber.of(config);
        Map<String, Object> producer = new HashMap<>();
        producer.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ATTEMPT_LIMIT_MS);
        if (config.kafka().settings().keySet().stream().noneMatch(TIMEOUTS::contains)) {
            // The producer refuses limits that do not fit each other, so ours stand only where the user set none.
            producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ATTEMPT_LIMIT_MS / 2);
            producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ATTEMPT_LIMIT_MS);
        }
        producer.putAll(config.kafka().settings());
        // Durable means acknowledged by all replicas; this is not left to the user.
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        return new DeadLetterRoute.ToSink(
                new KafkaDeadLetterSink(
                        new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer()),
                        settings.topic(),
                        CLOSE_TIMEOUT),
                settings.maxBytes(
                        ProducerLimits.maxRequestBytes(producer.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG))));
    }
}
