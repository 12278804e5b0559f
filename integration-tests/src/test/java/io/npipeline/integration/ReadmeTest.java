package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.configuration.PipelineSettings;
import io.npipeline.integration.docs.JavaSource;
import io.npipeline.integration.docs.Snippet;
import io.npipeline.kafka.connect.sink.NPipelineSinkConnectorConfig;
import io.npipeline.pipeline.PipelineDefinition;
import io.npipeline.pipeline.PipelineGraph;
import io.npipeline.pipeline.Topology;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first pipeline of the README compiles as it stands there and is a valid graph. */
class ReadmeTest {

    private static final String CLASS_NAME = "com.example.orders.OrdersPipeline";

    @Test
    void firstPipelineCompilesAndDefinesAnEgress(@TempDir Path classes) throws Exception {
        JavaSource.compile(Snippet.of("README.md", "java").get(0).text(), classes);

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            PipelineDefinition definition = (PipelineDefinition)
                    loader.loadClass(CLASS_NAME).getConstructor().newInstance();
            PipelineSettings settings = new PipelineSettings(new NPipelineSinkConnectorConfig(
                    Map.of(PipelineSettings.CLASS, CLASS_NAME, PipelineSettings.PARAM_PREFIX + "currency", "EUR")));

            PipelineGraph graph = PipelineGraph.of(definition, settings.context());

            assertThat(graph.topology()).isEqualTo(Topology.EGRESS);
            assertThat(graph.nodes()).hasSize(4);
        }
    }
}
