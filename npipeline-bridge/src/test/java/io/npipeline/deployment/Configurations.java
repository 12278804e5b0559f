package io.npipeline.deployment;

import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;

/** The least that each kind of connector needs. */
final class Configurations {

    static final class Orders implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            throw new AssertionError("nobody runs this");
        }
    }

    private Configurations() {}

    static KafkaConfigurationBuilder egress() {
        return KafkaConfiguration.builder()
                .pipeline(Orders.class)
                .bootstrapServers("broker:9092")
                .sourceTopic("orders");
    }

    static KafkaConfigurationBuilder relay() {
        return egress().sinkTopic("invoices");
    }

    static KafkaConfigurationBuilder ingress() {
        return KafkaConfiguration.builder()
                .pipeline(Orders.class)
                .bootstrapServers("broker:9092")
                .sinkTopic("orders");
    }
}
