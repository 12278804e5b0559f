package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedSource.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.npipeline.node.Position;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Where a task goes on reading. */
class SourceTaskResumeTest {

    private final ScriptedSource source = new ScriptedSource("a", "b");
    private final SourceWorker worker = SourceWorker.of(source, new ScriptedStep());

    @Test
    void readingGoesOnFromTheStoredPositionOfEachPartition() {
        worker.stored("a", after(17));

        assertThat(startedFrom("a")).contains(Position.of("line", 17));
        assertThat(source.startedFrom("b")).isEmpty();
    }

    @Test
    void aPositionIsTheSameNumberWhateverTypeItCameBackAs() {
        worker.stored("a", Map.of("v", 1, "line", 17L));

        assertThat(startedFrom("a").map(position -> position.number("line"))).contains(17L);
    }

    @Test
    void aPositionWithoutValuesIsTheBeginning() {
        worker.stored("a", Map.of("v", 1L));

        assertThat(startedFrom("a")).isEmpty();
    }

    @Test
    void aPositionOfAnotherVersionIsRefused() {
        worker.stored("a", Map.of("v", 2L));

        assertThatThrownBy(worker::start)
                .isInstanceOf(ConnectException.class)
                .hasMessage("The position {v=2} cannot be read: \"v\" must be 1");
        assertThat(source.lifecycle()).isEmpty();
    }

    @Test
    void aPositionWithoutVersionIsRefused() {
        worker.stored("a", Map.of("line", 17));

        assertThatThrownBy(worker::start)
                .isInstanceOf(ConnectException.class)
                .hasMessage("The position {line=17} cannot be read: \"v\" must be 1");
    }

    @Test
    void aPositionWithAValueThatNoPositionHasIsRefused() {
        worker.stored("a", Map.of("v", 1L, "line", Map.of("from", 1)));

        assertThatThrownBy(worker::start)
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("The position {")
                .hasMessageContaining(" cannot be read: Position value \"line\" must be ");
    }

    private Optional<Position> startedFrom(String file) {
        try (SourceWorker started = worker.start()) {
            await().until(() ->
                    source.lifecycle().contains("read a") && source.lifecycle().contains("read b"));
            return source.startedFrom(file);
        }
    }
}
