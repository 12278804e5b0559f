package io.npipeline.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.OutputRecord;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class ProducedRecordTest {

    private static final Map<String, String> PARTITION = Map.of("file", "a");
    private static final Map<String, Long> OFFSET = Map.of("v", 1L, "line", 7L);

    @Test
    void twoRecordsOfEqualContentAreTwo() {
        Map<SourceRecord, String> acknowledged = new LinkedHashMap<>();
        acknowledged.put(record(false), "first");
        acknowledged.put(record(false), "second");

        assertThat(acknowledged).hasSize(2);
    }

    @Test
    void aRecordIsFoundAgain() {
        ProducedRecord record = record(false);

        assertThat(Map.of(record, "found")).containsEntry(record, "found");
    }

    @Test
    void aRecordHoldsWhatTheOutputHolds() {
        ProducedRecord record = record(true);

        assertThat(record.sourcePartition()).isEqualTo(PARTITION);
        assertThat(record.sourceOffset()).isEqualTo(OFFSET);
        assertThat(record.topic()).isEqualTo("lines");
        assertThat(record.kafkaPartition()).isEqualTo(3);
        assertThat(record.keySchema()).isEqualTo(Schema.INT32_SCHEMA);
        assertThat(record.key()).isEqualTo(5);
        assertThat(record.valueSchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(record.value()).isEqualTo("body");
        assertThat(record.timestamp()).isEqualTo(1_000L);
        assertThat(record.headers().lastWithName("trace").value()).isEqualTo("first");
        assertThat(record.isDeadLetter()).isTrue();
        assertThat(record(false).isDeadLetter()).isFalse();
    }

    private static ProducedRecord record(boolean deadLetter) {
        OutputRecord output = new OutputRecord(
                "lines",
                3,
                new SchemaAndValue(Schema.INT32_SCHEMA, 5),
                new SchemaAndValue(Schema.STRING_SCHEMA, "body"),
                MessageHeaders.of(List.of(MessageHeader.of("trace", "first"))),
                1_000L,
                deadLetter);
        return new ProducedRecord(PARTITION, OFFSET, output);
    }
}
