package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedSource.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.node.SourcePartition;
import io.npipeline.pipeline.PipelineDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceConnectorTest {

    private final NPipelineSourceConnector connector = new NPipelineSourceConnector();

    @Test
    void partitionsAreDividedAmongTasksEachInOne() {
        List<Map<String, String>> tasks = taskConfigs(2, "a", "b", "c", "d", "e");

        assertThat(tasks)
                .extracting(SourceConnectorTest::partitionsOf)
                .containsExactly(List.of(file("a"), file("c"), file("e")), List.of(file("b"), file("d")));
        assertThat(tasks).extracting(task -> task.get("npipeline.task.id")).containsExactly("0", "1");
        assertThat(tasks).allSatisfy(task -> assertThat(task).containsEntry("npipeline.topic", "lines"));
    }

    @Test
    void noTaskIsWithoutAPartition() {
        assertThat(taskConfigs(5, "a", "b"))
                .extracting(SourceConnectorTest::partitionsOf)
                .containsExactly(List.of(file("a")), List.of(file("b")));
    }

    @Test
    void aSourceWithoutPartitionsNeedsNoTask() {
        assertThat(taskConfigs(3)).isEmpty();
    }

    @Test
    void theSourceIsOpenedAndClosedForListingItsPartitions() {
        ScriptedSource source = new ScriptedSource("a");
        start(source);

        connector.taskConfigs(1);

        assertThat(source.lifecycle()).containsExactly("open source", "close source");
    }

    @Test
    void aPartitionThatIsListedTwiceIsRefused() {
        assertThatThrownBy(() -> start(new ScriptedSource("a", "b", "a")))
                .isInstanceOf(ConnectException.class)
                .hasMessage(
                        "The partitions of source \"files\" could not be listed: java.lang.IllegalStateException: it "
                                + "lists partition {file=a} twice");
    }

    @Test
    void positionsInTheFormOfTheTasksMayBeStored() {
        assertThat(connector.alterOffsets(
                        settings(),
                        Map.of(
                                file("a").id(),
                                Map.of("v", 1, "line", 17L),
                                file("b").id(),
                                Map.of("v", 1L))))
                .isTrue();
    }

    @Test
    void positionsMayBeDeleted() {
        Map<Map<String, ?>, @Nullable Map<String, ?>> deletion = new HashMap<>();
        deletion.put(file("a").id(), null);

        assertThat(alterOffsets(deletion)).isTrue();
    }

    @Test
    void aPositionWithoutVersionIsRefused() {
        assertThatThrownBy(() ->
                        connector.alterOffsets(settings(), Map.of(file("a").id(), Map.of("line", 17))))
                .isInstanceOf(ConnectException.class)
                .hasMessage("Source partition {file=a} cannot be altered: The position {line=17} cannot be read: \"v\" "
                        + "must be 1");
    }

    @Test
    void aPositionThatNoTaskCouldReadIsRefused() {
        assertThatThrownBy(() ->
                        connector.alterOffsets(settings(), Map.of(file("a").id(), Map.of("v", 1, "line", List.of(17)))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Position value \"line\" must be ");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(connector.version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(new NPipelineSourceTask().version()).isEqualTo(connector.version());
        assertThat(connector.taskClass()).isEqualTo(NPipelineSourceTask.class);
    }

    @Test
    void theWorkerFindsTheConnectorAsAService() {
        assertThat(ServiceLoader.load(SourceConnector.class))
                .hasAtLeastOneElementOfType(NPipelineSourceConnector.class);
    }

    @SuppressWarnings("NullAway") // the worker hands in nulls for deletions, which Connect's signature cannot say
    private boolean alterOffsets(Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {
        return connector.alterOffsets(settings(), offsets);
    }

    private List<Map<String, String>> taskConfigs(int maxTasks, String... files) {
        start(new ScriptedSource(files));
        return connector.taskConfigs(maxTasks);
    }

    private void start(ScriptedSource source) {
        connector.start(settings(source));
    }

    private static Map<String, String> settings(String... files) {
        return settings(new ScriptedSource(files));
    }

    private static Map<String, String> settings(ScriptedSource source) {
        PipelineDefinition pipeline = SourceWorker.through(source, new ScriptedStep());
        return RegisteredPipeline.settings(pipeline);
    }

    private static List<SourcePartition> partitionsOf(Map<String, String> taskConfig) {
        return new NPipelineSourceConnectorConfig(taskConfig)
                .assignedPartitions()
                .partitions();
    }
}
