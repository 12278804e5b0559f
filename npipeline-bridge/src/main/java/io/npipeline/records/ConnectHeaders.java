package io.npipeline.records;

import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/** Connect's mutable headers to our immutable ones and back; order, duplicates and schemas kept. */
final class ConnectHeaders {

    private ConnectHeaders() {}

    static MessageHeaders read(Headers headers) {
        if (headers.isEmpty()) {
            return MessageHeaders.EMPTY;
        }
        List<MessageHeader> copies = new ArrayList<>(headers.size());
        for (Header header : headers) {
            copies.add(new MessageHeader(header.key(), header.value(), header.schema()));
        }
        return MessageHeaders.of(copies);
    }

    static void write(MessageHeaders from, Headers to) {
        for (MessageHeader header : from) {
            to.add(header.key(), header.value(), header.schema());
        }
    }
}
