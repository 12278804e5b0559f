package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedSource.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.node.SourcePartition;
import io.npipeline.testing.LoggedWarnings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Partitions that a source of the user's own has while its connector runs. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SourceDiscoveryTest {

    private final FakeSourceConnectorContext context = new FakeSourceConnectorContext(new FakeOffsetStorageReader());
    private final NPipelineSourceConnector connector = new NPipelineSourceConnector();
    private volatile ScriptedSource source = new ScriptedSource("a", "b");

    private void start() {
        // A listing has an instance of its own, so a source that changes is another one.
        Map<String, String> settings = new HashMap<>(RegisteredPipeline.settings((pipeline, context) ->
                SourceWorker.through(source, new ScriptedStep()).define(pipeline, context)));
        settings.put("npipeline.source.refresh.interval.ms", "100");
        connector.initialize(context);
        connector.start(settings);
    }

    @AfterEach
    void stop() {
        connector.stop();
    }

    private List<List<SourcePartition>> tasks(int maxTasks) {
        return connector.taskConfigs(maxTasks).stream()
                .map(task -> new NPipelineSourceConnectorConfig(task)
                        .assignedPartitions()
                        .partitions())
                .toList();
    }

    @Test
    void aPartitionThatTheSourceHasNowIsReadWithoutARestart() {
        start();
        assertThat(tasks(2)).containsExactly(List.of(file("a")), List.of(file("b")));

        source = new ScriptedSource("new", "a", "b");
        await().until(() -> context.reconfigurations() > 0);

        assertThat(tasks(2)).containsExactly(List.of(file("a"), file("new")), List.of(file("b")));
    }

    @Test
    void aSourceThatCannotListItsPartitionsIsReadOn() {
        start();
        ScriptedSource failing = new ScriptedSource("a", "a");
        try (LoggedWarnings warnings = new LoggedWarnings(SourceMonitor.class)) {
            source = failing;

            await().until(() -> warnings.messages().size() == 1);
        }
        assertThat(tasks(2)).containsExactly(List.of(file("a")), List.of(file("b")));
        assertThat(failing.lifecycle()).startsWith("open source", "close source");
    }
}
