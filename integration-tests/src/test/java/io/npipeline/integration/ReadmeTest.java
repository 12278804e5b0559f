package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.configuration.PipelineSettings;
import io.npipeline.kafka.connect.sink.NPipelineSinkConnectorConfig;
import io.npipeline.pipeline.PipelineDefinition;
import io.npipeline.pipeline.PipelineGraph;
import io.npipeline.pipeline.Topology;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first pipeline of the README compiles as it stands there and is a valid graph. */
class ReadmeTest {

    private static final String CLASS_NAME = "com.example.orders.OrdersPipeline";

    @Test
    void firstPipelineCompilesAndDefinesAnEgress(@TempDir Path classes) throws Exception {
        compile(javaBlock(), classes);

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

    private static String javaBlock() throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("project.root"), "README.md"));
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(block.find()).as("a java block in the README").isTrue();
        return block.group(1);
    }

    private static void compile(String source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///OrdersPipeline.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(output, null, null, options, null, List.of(file))
                .call();
        assertThat(compiled).as(output.toString()).isTrue();
    }
}
