package io.npipeline.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.deployment.AcknowledgmentStrategy;
import io.npipeline.deployment.AutoOffsetReset;
import io.npipeline.deployment.DeliverySemantic;
import io.npipeline.deployment.IsolationLevel;
import io.npipeline.deployment.KafkaConfiguration;
import io.npipeline.deployment.KafkaConfigurationBuilder;
import io.npipeline.integration.pipelines.EffectsPipeline;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import io.npipeline.kafka.connect.sink.NPipelineSinkConnector;
import io.npipeline.kafka.connect.source.NPipelineSourceConnector;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connectors know every choice that a configuration has, by the name it is rendered with. */
class KafkaConfigurationKeysTest {

    private static KafkaConfigurationBuilder sink() {
        return KafkaConfiguration.builder()
                .pipeline(EffectsPipeline.class)
                .parameter("effects", "unused")
                .bootstrapServers("broker:9092")
                .sourceTopic("orders");
    }

    private static KafkaConfigurationBuilder relay() {
        return KafkaConfiguration.builder()
                .pipeline(NumberedOutputsPipeline.class)
                .parameter("outputs", "1")
                .parameter("work.ms", "0")
                .bootstrapServers("broker:9092")
                .sourceTopic("orders")
                .sinkTopic("invoices")
                .setting("value.converter", "org.apache.kafka.connect.storage.StringConverter")
                .setting("npipeline.dead.letter.destination", "kafka")
                .setting("npipeline.dead.letter.topic", "dead");
    }

    private static void assertAccepted(KafkaConfigurationBuilder sinkOrRelay, boolean isSink) {
        KafkaConfiguration configuration = sinkOrRelay.build();
        Connector connector = isSink ? new NPipelineSinkConnector() : new NPipelineSourceConnector();
        Map<String, String> config =
                (isSink ? configuration.toSinkConnector("x") : configuration.toSourceConnector("x")).config();
        assertThat(connector.validate(config).configValues())
                .allSatisfy(value -> assertThat(value.errorMessages()).isEqualTo(List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void acknowledgmentStrategies(AcknowledgmentStrategy strategy) {
        assertAccepted(sink().acknowledgmentStrategy(strategy), true);
    }

    @ParameterizedTest
    @EnumSource
    void deliverySemantics(DeliverySemantic semantic) {
        assertAccepted(relay().deliverySemantic(semantic), false);
    }

    @ParameterizedTest
    @EnumSource
    void placesToBegin(AutoOffsetReset reset) {
        assertAccepted(relay().autoOffsetReset(reset), false);
    }

    @ParameterizedTest
    @EnumSource
    void isolationLevels(IsolationLevel level) {
        assertAccepted(relay().isolationLevel(level), false);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO_ON_SINK_SUCCESS", "DELAYED"})
    void acknowledgmentStrategiesOfARelay(AcknowledgmentStrategy strategy) {
        assertAccepted(relay().acknowledgmentStrategy(strategy), false);
    }
}
