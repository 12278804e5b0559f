package io.npipeline.engine;

import io.npipeline.deadletter.HeaderBytes;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/** What a header converter takes; with other headers it would end the task, where no failure policy sees it. */
public enum HeaderForm {
    /** Bytes only, as the ByteArrayConverter. */
    BYTES,
    /** Whatever a header's value is. */
    ANY;

    /** The headers in this form: what is not bytes, such as an id or the text of a dead letter, becomes those of its text. */
    MessageHeaders of(MessageHeaders headers) {
        if (this == ANY || headers.isEmpty()) {
            return headers;
        }
        List<MessageHeader> written = new ArrayList<>(headers.size());
        headers.forEach(header -> written.add(bytes(header)));
        return MessageHeaders.of(written);
    }

    private static MessageHeader bytes(MessageHeader header) {
        Object value = header.value();
        Schema schema = header.schema();
        boolean taken =
                (value == null || value instanceof byte[]) && (schema == null || schema.type() == Schema.Type.BYTES);
        return taken ? header : new MessageHeader(header.key(), HeaderBytes.bytes(value), Schema.OPTIONAL_BYTES_SCHEMA);
    }
}
