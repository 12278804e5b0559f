package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.node.SourcePartition;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Connect stores a position under the bytes of its partition as JSON. A partition that comes in over REST goes through JSON
 * once more before that, and must end in the same bytes.
 */
class StoredPartitionBytesTest {

    private final JsonConverter json = new JsonConverter();

    @BeforeEach
    void configure() {
        json.configure(Map.of("schemas.enable", "false"), true);
    }

    @AfterEach
    void close() {
        json.close();
    }

    static Stream<Map<String, ?>> partitions() {
        return Stream.of(
                new SourcePartition(Map.of("directory", "in", "file", "a.csv")).id(),
                new SourcePartition(Map.of("file", "a.csv", "host", "h", "directory", "in", "zone", "z", "a", "b"))
                        .id(),
                TopicPartitions.stored(new TopicPartition("orders", 3)));
    }

    @ParameterizedTest
    @MethodSource("partitions")
    void areTheSameAfterAWayThroughJson(Map<String, ?> partition) {
        byte[] stored = json.fromConnectData("offsets", null, partition);
        Object altered = json.toConnectData("offsets", stored).value();

        assertThat(json.fromConnectData("offsets", null, altered)).isEqualTo(stored);
    }
}
