package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Reading what a group committed, where that is not possible; where it is, a real broker is needed. */
class GroupOffsetsTest {

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void aBrokerThatAcceptsConnectionsAndNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CommittedOffsets offsets = OffsetMaps.source(
                    config("127.0.0.1:" + silent.getLocalPort(), "npipeline.offset.map.read.timeout.ms", "50"));

            assertThatThrownBy(() -> offsets.read(List.of(P0))).isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void noTaskFailsOverAClientThatCannotBeMade() {
        CommittedOffsets offsets =
                OffsetMaps.source(config("127.0.0.1:1", "npipeline.kafka.security.protocol", "NONE_SUCH"));

        assertThatThrownBy(() -> offsets.read(List.of(P0))).isInstanceOf(KafkaException.class);
        assertThat(new OffsetMaps(offsets).load(List.of(P0))).isEmpty();
    }

    private static NPipelineSinkConnectorConfig config(String bootstrapServers, String key, String value) {
        return new NPipelineSinkConnectorConfig(RegisteredPipeline.settings(
                into(new ScriptedSink()), "npipeline.kafka.bootstrap.servers", bootstrapServers, key, value));
    }
}
