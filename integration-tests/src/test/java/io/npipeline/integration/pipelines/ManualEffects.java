package io.npipeline.integration.pipelines;

import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import io.npipeline.node.NodeContext;
import io.npipeline.node.SinkNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Notes each message and leaves it to a thread of its own, which takes what came and acknowledges it from the last to the
 * first. While the gate is there, messages whose offset divides by five stay unacknowledged.
 */
final class ManualEffects implements SinkNode<String> {

    private static final int EVERY = 5;

    private final Effects effects;
    private final Effects acknowledged;
    private final Path gate;
    private final BlockingQueue<KafkaMessage<String>> written = new LinkedBlockingQueue<>();
    private @Nullable Thread acknowledger;

    ManualEffects(Effects effects, Effects acknowledged, Path gate) {
        this.effects = effects;
        this.acknowledged = acknowledged;
        this.gate = gate;
    }

    @Override
    public void open(NodeContext context) throws IOException {
        effects.open(context);
        acknowledged.open(context);
        acknowledger = new Thread(this::acknowledge, "acknowledger");
        acknowledger.start();
    }

    @Override
    public void write(KafkaMessage<String> message) throws IOException {
        effects.write(message);
        written.add(message);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the test looks at what is committed
    private void acknowledge() {
        try {
            while (true) {
                List<KafkaMessage<String>> some = new ArrayList<>();
                some.add(written.take());
                written.drainTo(some);
                Collections.reverse(some);
                for (KafkaMessage<String> message : some) {
                    if (!isHeld(message)) {
                        acknowledged.write(message);
                        message.acknowledge();
                    }
                }
            }
        } catch (InterruptedException | ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isHeld(KafkaMessage<String> message) {
        return message.origin() instanceof Origin.Kafka kafka && kafka.offset() % EVERY == 0 && Files.exists(gate);
    }

    @Override
    public void close() throws IOException {
        if (acknowledger != null) {
            acknowledger.interrupt();
        }
        effects.close();
        acknowledged.close();
    }
}
