package io.npipeline.benchmarks.worker;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.NodeContext;
import io.npipeline.node.SinkNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A source and a counting sink, which sleeps if it is told to. Its parameters are those of {@link RoundKeys}.
 */
public final class CountingPipeline implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        long expected = Long.parseLong(context.parameter(RoundKeys.EXPECTED));
        Path directory = Path.of(context.parameter(RoundKeys.DIRECTORY));
        long workMs = Long.parseLong(context.findParameter(RoundKeys.WORK_MS).orElse("0"));
        if (Boolean.parseBoolean(context.findParameter(RoundKeys.JSON).orElse("false"))) {
            pipeline.connect(
                    pipeline.addSource("readings", KafkaSourceNode.of(Reading.class)),
                    pipeline.addSink("count", new ReadingSink(expected, directory)));
        } else {
            pipeline.connect(
                    pipeline.addSource("bytes", KafkaSourceNode.of(byte[].class)),
                    pipeline.addSink("count", new BytesSink(expected, directory, workMs)));
        }
    }

    private abstract static class TallySink<T> implements SinkNode<T> {

        private final long expected;
        private final Path directory;
        private @Nullable Tally tally;

        TallySink(long expected, Path directory) {
            this.expected = expected;
            this.directory = directory;
        }

        @Override
        public void open(NodeContext context) {
            tally = Tally.start(expected, directory);
        }

        final Tally tally() {
            if (tally == null) {
                throw new IllegalStateException("not open");
            }
            return tally;
        }

        @Override
        public void close() {
            tally().close();
        }
    }

    private static final class BytesSink extends TallySink<byte[]> {

        private final long workMs;

        BytesSink(long expected, Path directory, long workMs) {
            super(expected, directory);
            this.workMs = workMs;
        }

        @Override
        public void write(KafkaMessage<byte[]> message) throws InterruptedException {
            byte[] body = Objects.requireNonNull(message.body());
            if (workMs > 0) {
                Thread.sleep(workMs);
            }
            tally().add(NumberedBytes.number(body), body.length);
        }
    }

    private static final class ReadingSink extends TallySink<Reading> {

        ReadingSink(long expected, Path directory) {
            super(expected, directory);
        }

        @Override
        public void write(KafkaMessage<Reading> message) {
            tally().add(Objects.requireNonNull(message.body()).number(), 0);
        }
    }
}
