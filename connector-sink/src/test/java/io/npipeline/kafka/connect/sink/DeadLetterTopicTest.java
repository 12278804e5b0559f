package io.npipeline.kafka.connect.sink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class DeadLetterTopicTest {

    @Test
    void brokersThatDoNotAnswerAreWaitedForUpToTheLimit() throws IOException {
        // Takes connections, by the system alone, and says nothing.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:" + silent.getLocalPort();
            NPipelineSinkConnectorConfig config = new NPipelineSinkConnectorConfig(Map.of(
                    "npipeline.pipeline.class",
                    TestPipelines.Valid.class.getName(),
                    "npipeline.kafka.bootstrap.servers",
                    servers));

            assertThatThrownBy(() -> DeadLetterTopic.ensureExists("dead", config.kafka(), Duration.ofMillis(300)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(
                            "The topic \"dead\" of npipeline.dead.letter.topic could not be found or created at "
                                    + servers + " (npipeline.kafka.bootstrap.servers) within 300 ms: ");
        }
    }
}
