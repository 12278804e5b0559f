package io.npipeline.integration.pipelines;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.SinkNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** Notes effects, and calls that fail because the store is broken; some calls hang. */
final class MeasuredStore implements SinkNode<String> {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    private final Path effects;
    private final Path failures;
    private final Path hang;
    private final Path broken;

    MeasuredStore(Path folder) {
        effects = folder.resolve("effects");
        failures = folder.resolve("store-failures");
        hang = folder.resolve("hang");
        broken = folder.resolve("broken");
    }

    @Override
    public void write(KafkaMessage<String> message) throws IOException, InterruptedException {
        String body = Objects.requireNonNull(message.body());
        while (body.startsWith(MeasuredPipeline.HANG) && Files.exists(hang)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
        if (Files.exists(broken)) {
            Lines.append(failures, body);
            throw new IOException("broken");
        }
        Lines.append(effects, body);
    }
}
