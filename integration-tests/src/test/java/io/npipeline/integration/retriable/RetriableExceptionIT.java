package io.npipeline.integration.retriable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Why no task of ours throws {@code RetriableException}: with it the worker commits records that no task has accepted. Its
 * {@code WorkerSinkTask} remembers how far it has read until a {@code put} succeeds. When the partitions of a batch that is
 * to be retried are revoked, it drops the batch and keeps that memory; the next {@code put}, of nothing, succeeds, and counts
 * for all that was read. {@link RebalancedOutage} is that story, up to a crash before the destination is there again.
 */
class RetriableExceptionIT {

    private static final List<String> TEXTS =
            IntStream.range(0, 10).mapToObj(i -> "text " + i).toList();

    private static ConnectEnvironment environment;

    @BeforeAll
    static void start() {
        environment = ConnectEnvironment.start(
                RetriableExceptionIT.class, settings -> settings.withProperty("offset.flush.interval.ms", "2000"));
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    @Test
    void aTaskThatThrowsThemLosesRecordsThatItNeverAccepted() {
        RebalancedOutage outage = new RebalancedOutage(environment, "retriable");
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", RetriableSinkConnector.class.getName());
        config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("topics", "retriable");
        outage.start(config, "", TEXTS);

        // A put of nothing between the revocation and the assignment does no harm. They lie milliseconds apart, so that
        // hardly ever comes; then the story is told once more.
        await().atMost(RebalancedOutage.LIMIT).until(() -> {
            outage.rebalance();
            return outage.committed() == TEXTS.size();
        });

        assertThat(outage.storedAfterCrash()).as("all but these are lost").containsExactly(RebalancedOutage.LATER);
    }

    @Test
    void oursLosesNone() {
        RebalancedOutage outage = new RebalancedOutage(environment, "ours");
        outage.start(ConnectorConfigs.sink(StorePipeline.class, "ours"), "npipeline.pipeline.param.", TEXTS);

        for (int i = 0; i < 2; i++) {
            outage.rebalance();
            assertThat(outage.committed()).isZero();
        }

        assertThat(outage.storedAfterCrash()).containsAll(TEXTS).contains(RebalancedOutage.LATER);
    }
}
