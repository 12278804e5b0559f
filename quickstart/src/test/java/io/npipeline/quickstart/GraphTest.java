package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.quickstart.graph.PipelineDrawing;
import io.npipeline.quickstart.graph.PluginClasses;
import io.npipeline.quickstart.validation.FilledSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphTest {

    @Test
    void aPipelineIsCalledWithThePluginsClassLoaderInPlace(@TempDir Path folder) throws Exception {
        Path jar = PluginJar.write(folder.resolve("plugin/looking.jar"), "com.example.Looking", """
                package com.example;
                import io.npipeline.node.*;
                import io.npipeline.pipeline.*;
                public final class Looking implements PipelineDefinition {
                    @Override
                    public void define(PipelineBuilder pipeline, PipelineContext context) {
                        ClassLoader inPlace = Thread.currentThread().getContextClassLoader();
                        SinkNode<String> nowhere = message -> {};
                        pipeline.connect(
                            pipeline.addSource("in", KafkaSourceNode.of(String.class)),
                            pipeline.addSink(inPlace == getClass().getClassLoader() ? "own" : "other", nowhere));
                    }
                }
                """);
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        try (PluginClasses classes = new PluginClasses(List.of(jar))) {
            Map<String, String> drawings =
                    Graph.drawings(classes, FilledSettings.of(Map.of(PipelineDrawing.PIPELINE, "com.example.Looking")));
            assertThat(drawings.get(PipelineDrawing.MERMAID)).contains("own").doesNotContain("other");
        }
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }
}
