package io.npipeline.integration.pipelines;

import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import io.npipeline.node.NodeContext;
import io.npipeline.node.SinkNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Notes when each call began and ended, and works in between; much longer on messages whose offset divides by sixteen. */
final class TimedEffects implements SinkNode<String> {

    private static final int EVERY = 16;
    private static final int LONGER = 30;

    private final Effects effects;
    private final Duration work;

    TimedEffects(Effects effects, Duration work) {
        this.effects = effects;
        this.work = work;
    }

    @Override
    public void open(NodeContext context) throws IOException {
        effects.open(context);
    }

    @Override
    public void write(KafkaMessage<String> message) throws IOException {
        note(message, TimedEffectsPipeline.BEGIN);
        LockSupport.parkNanos(workOn(message).toNanos());
        note(message, TimedEffectsPipeline.END);
    }

    private void note(KafkaMessage<String> message, String what) throws IOException {
        effects.note(message, "\t" + what + "\t" + System.currentTimeMillis());
    }

    private Duration workOn(KafkaMessage<String> message) {
        boolean isLong = message.origin() instanceof Origin.Kafka kafka && kafka.offset() % EVERY == 0;
        return isLong ? work.multipliedBy(LONGER) : work;
    }

    @Override
    public void close() throws IOException {
        effects.close();
    }
}
