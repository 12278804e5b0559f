package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Factories of nodes are closed with what they were opened for. */
class NodeFactoryTest {

    private final ScriptedSource source = new ScriptedSource("a");
    private final ScriptedStep step = new ScriptedStep();

    @Test
    void thatOfATaskIsClosedWithTheTask() {
        Map<String, String> settings = new HashMap<>();
        List<String> events = ClosingFactory.put(settings);
        SourceWorker worker = SourceWorker.of(source, step);
        settings.forEach(worker::with);
        source.offer("a", "x");

        worker.start().nextList();
        assertThat(events).containsExactly("open factory");
        worker.close();
        worker.close();

        assertThat(events).containsExactly("open factory", "close factory");
    }

    @Test
    void thatOfAConnectorIsClosedOnceItsPartitionsAreListed() {
        Map<String, String> settings = new HashMap<>(RegisteredPipeline.settings(SourceWorker.through(source, step)));
        List<String> events = ClosingFactory.put(settings);
        NPipelineSourceConnector connector = new NPipelineSourceConnector();

        connector.start(settings);

        assertThat(events)
                .hasSizeGreaterThanOrEqualTo(2)
                .startsWith("open factory", "close factory")
                .endsWith("close factory")
                .filteredOn("open factory"::equals)
                .hasSize(events.size() / 2);
        connector.stop();
    }
}
