package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.Version;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker's side of a task; all that a running task is stands in {@link StartedSinkTask}. Task thread only. */
public final class NPipelineSinkTask extends SinkTask {

    private static final Logger log = LoggerFactory.getLogger(NPipelineSinkTask.class);

    private final Function<NPipelineSinkConnectorConfig, CommittedOffsets> committedOffsets;
    private @Nullable StartedSinkTask started;

    public NPipelineSinkTask() {
        this(OffsetMaps::source);
    }

    /**
     * @param committedOffsets where maps of earlier owners are found
     */
    NPipelineSinkTask(Function<NPipelineSinkConnectorConfig, CommittedOffsets> committedOffsets) {
        this.committedOffsets = committedOffsets;
    }

    @Override
    public String version() {
        return Version.current();
    }

    @Override
    public void start(Map<String, String> props) {
        NPipelineSinkConnectorConfig config = new NPipelineSinkConnectorConfig(props);
        started =
                SinkTaskStart.start(config, context, valid -> DeadLetterRoutes.open(valid, context), committedOffsets);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        started().open(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        started().put(records);
    }

    /**
     * An exception here would make the worker rewind the consumer or, while partitions are closed, be swallowed; without
     * an answer it commits nothing, which is always safe.
     */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        try {
            return started().preCommit(currentOffsets);
        } catch (RuntimeException e) {
            log.error("Offsets could not be determined; none are committed", e);
            return Map.of();
        }
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        started().close(partitions);
    }

    @Override
    public void stop() {
        if (started != null) {
            started.close();
        }
    }

    private StartedSinkTask started() {
        if (started == null) {
            throw new IllegalStateException("The task was not started");
        }
        return started;
    }
}
