package io.npipeline.integration.pipelines;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.NodeContext;
import io.npipeline.node.SinkNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line per message to a file, in one call each, so that what was written before a SIGKILL stays: task, thread,
 * message id and body, separated by tabs.
 */
final class Effects implements SinkNode<String> {

    private final Path file;
    private @Nullable FileChannel channel;
    private int taskId;

    Effects(Path file) {
        this.file = file;
    }

    @Override
    public void open(NodeContext context) throws IOException {
        taskId = context.taskId();
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void write(KafkaMessage<String> message) throws IOException {
        note(message, "");
    }

    /** Writes a line that ends with something else, columns with a tab before each. */
    void note(KafkaMessage<String> message, String rest) throws IOException {
        String line = String.join(
                        "\t",
                        Integer.toString(taskId),
                        Thread.currentThread().getName(),
                        message.messageId(),
                        String.valueOf(message.body()))
                + rest;
        Objects.requireNonNull(channel).write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
