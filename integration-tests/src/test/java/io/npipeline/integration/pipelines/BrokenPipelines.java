package io.npipeline.integration.pipelines;

import io.npipeline.integration.absent.AbsentClass;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;

/** Pipelines that validation must refuse. */
public final class BrokenPipelines {

    private BrokenPipelines() {}

    /** Not a pipeline at all. */
    public static final class NotAPipeline {}

    /** Needs a class that is not in the worker. */
    public static final class MissesAClass implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.addSource(AbsentClass.prefix() + "source", KafkaSourceNode.of(String.class));
        }
    }

    /** Runs in a circle. */
    public static final class Cyclic implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
            var first = pipeline.addTransform("first", (String body) -> body);
            var second = pipeline.addTransform("second", (String body) -> body);
            pipeline.connect(source, first);
            pipeline.connect(first, second);
            pipeline.connect(second, first);
        }
    }

    /** Ends nowhere. */
    public static final class Dangling implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
            var loose = pipeline.addTransform("loose-end", (String body) -> body);
            pipeline.connect(source, loose);
        }
    }
}
