package io.npipeline.integration.pipelines;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.NodeContext;
import io.npipeline.node.SinkNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** Notes each message in a file of effects, then works on it; while the gate is there, messages to be held fail after that. */
final class HeldEffects implements SinkNode<String> {

    private final Effects effects;
    private final Path gate;
    private final Duration work;

    HeldEffects(Effects effects, Path gate, Duration work) {
        this.effects = effects;
        this.gate = gate;
        this.work = work;
    }

    @Override
    public void open(NodeContext context) throws IOException {
        effects.open(context);
    }

    @Override
    public void write(KafkaMessage<String> message) throws IOException {
        effects.write(message);
        if (isHeld(message) && Files.exists(gate)) {
            throw new IOException("the gate is closed");
        }
        LockSupport.parkNanos(work.toNanos());
    }

    private static boolean isHeld(KafkaMessage<String> message) {
        return Objects.requireNonNull(message.body()).startsWith(HeldEffectsPipeline.HELD);
    }

    @Override
    public void close() throws IOException {
        effects.close();
    }
}
