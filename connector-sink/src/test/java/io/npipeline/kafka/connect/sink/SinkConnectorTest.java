package io.npipeline.kafka.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class SinkConnectorTest {

    private final NPipelineSinkConnector connector = new NPipelineSinkConnector();

    @Test
    void everyTaskGetsTheConnectorsSettingsAndItsNumber() {
        Map<String, String> settings = Map.of("name", "orders", "npipeline.pipeline.class", "some.Pipeline");
        connector.start(settings);

        List<Map<String, String>> tasks = connector.taskConfigs(3);

        assertThat(tasks)
                .hasSize(3)
                .allSatisfy(task -> assertThat(task).containsAllEntriesOf(settings))
                .extracting(task -> task.get("npipeline.task.id"))
                .containsExactly("0", "1", "2");
        assertThat(connector.taskClass()).isEqualTo(NPipelineSinkTask.class);
    }

    @Test
    void aStoppedConnectorForgetsItsSettings() {
        connector.start(Map.of("name", "orders"));
        connector.stop();

        assertThat(connector.taskConfigs(1)).singleElement().satisfies(task -> assertThat(task)
                .doesNotContainKey("name"));
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(connector.version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(new NPipelineSinkTask().version()).isEqualTo(connector.version());
    }

    @Test
    void offsetsMayBeAlteredBecauseTheConsumerGroupHoldsThemAll() {
        assertThat(alterOffsets(TestPipelines.Valid.class)).isTrue();
    }

    @Test
    void thoseOfATransactionalSinkHaveToBeAlteredInItsStore() {
        assertThat(alterOffsets(TestPipelines.Transactional.class)).isFalse();
        assertThat(alterOffsets(TestPipelines.Unrelated.class))
                .as("where nobody can tell")
                .isFalse();
    }

    private boolean alterOffsets(Class<?> pipeline) {
        return connector.alterOffsets(
                Map.of("name", "orders", "npipeline.pipeline.class", pipeline.getName()),
                Map.of(new TopicPartition("orders", 0), 7L));
    }

    @Test
    void theWorkerFindsTheConnectorAsAService() {
        assertThat(ServiceLoader.load(SinkConnector.class)).hasAtLeastOneElementOfType(NPipelineSinkConnector.class);
    }
}
