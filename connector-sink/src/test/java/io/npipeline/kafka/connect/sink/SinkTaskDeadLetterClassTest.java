package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.testing.ValidationOf;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sink of dead letters that is a class of the user's. */
class SinkTaskDeadLetterClassTest {

    private final ScriptedSink sink = new ScriptedSink().failing("1", new IllegalStateException("disk full"));
    private final Map<String, String> settings = new HashMap<>(RegisteredPipeline.settings(
            into(sink),
            "npipeline.dead.letter.destination",
            "class",
            "npipeline.dead.letter.class",
            UserDeadLetters.class.getName(),
            "npipeline.dead.letter.param.table",
            "refused_orders"));

    @Test
    void itIsOpenedTakesTheLettersAndIsClosed() {
        SinkWorker worker = SinkWorker.running(settings).assign(P0);
        UserDeadLetters letters = UserDeadLetters.of(settings);
        worker.put(records(P0, 0, 1, 2));
        worker.idleUntil(() -> assertThat(worker.commit()).containsEntry(P0, 3L));

        worker.stop();

        assertThat(letters.letters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.envelope().offset()).isEqualTo(1));
        assertThat(letters.lifecycle()).containsExactly("opened for task 0 with refused_orders", "closed");
    }

    @Test
    void theTaskDoesNotStartWithoutAParameterThatItNeedsAndItIsClosed() {
        settings.remove("npipeline.dead.letter.param.table");

        assertThatThrownBy(() -> SinkWorker.running(settings))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("The dead-letter sink " + UserDeadLetters.class.getName()
                        + " (npipeline.dead.letter.class) could not be opened: ")
                .hasMessageContaining(
                        "Invalid value null for configuration npipeline.dead.letter.param.table: must be set: the "
                                + "dead-letter sink needs it");
        assertThat(UserDeadLetters.of(settings).lifecycle()).containsExactly("closed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                    | must be set to the name of a class",
                "com.example.Nowhere   | the class was not found; its jar belongs in the plugin folder of the connector",
                "java.lang.String      | the class does not implement io.npipeline.deadletter.DeadLetterSink",
                "io.npipeline.kafka.connect.sink.UserDeadLetters$Demanding | the class must be public, not abstract and have a "
                        + "public constructor without parameters",
                "io.npipeline.deadletter.MemoryDeadLetterSink | the class must be public, not abstract and have a "
                        + "public constructor without parameters",
            })
    void aClassThatWillNotDoIsRefused(String name, String rule) {
        settings.put("npipeline.dead.letter.class", name);

        ValidationOf.settings(new NPipelineSinkConnector(), settings)
                .isRefused(
                        "npipeline.dead.letter.class",
                        "Invalid value " + name + " for configuration npipeline.dead.letter.class: " + rule);
    }
}
