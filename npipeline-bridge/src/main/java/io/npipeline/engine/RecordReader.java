package io.npipeline.engine;

import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.UnboundBody;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the worker's records where their messages run: the task thread, which the worker keeps busy with fetching and
 * converting, only says which record it is.
 *
 * <p>Thread safe.
 */
public interface RecordReader {

    /** The body of a record's message, maybe an {@link UnboundBody}. */
    @Nullable
    Object body(SinkRecord record);

    /**
     * The message of a record.
     *
     * @param body what the record's body became so far
     */
    KafkaMessage<?> message(SinkRecord record, @Nullable Object body, Acknowledgement acknowledgement);
}
