package io.npipeline.quickstart.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class MermaidTextTest {

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "name", "texts",
            "connector.class", "NPipelineSource",
            "npipeline.pipeline.class", SamplePipeline.class.getName(),
            "npipeline.pipeline.param.topic", "lists",
            "npipeline.topic", "unused",
            "npipeline.source.topics", "a,b",
            "npipeline.source.key.converter", "org.apache.kafka.connect.storage.StringConverter",
            "npipeline.source.value.converter", "org.apache.kafka.connect.storage.StringConverter",
            "npipeline.kafka.bootstrap.servers", "localhost:9092"));

    /** Reads its parameter. */
    public static final class Demanding implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            int number = Integer.parseInt(context.parameter("number"));
            throw new IllegalStateException("number " + number);
        }
    }

    @Test
    void aConnectorIsDrawnWithAllThatItsSettingsSay() {
        settings.put("npipeline.dead.letter.destination", "kafka");
        settings.put("npipeline.dead.letter.topic", "dead-letters");

        assertThat(mermaid()).isEqualTo("""
                flowchart LR
                    subgraph pipeline["texts, relay<br/>io.npipeline.quickstart.graph.SamplePipeline<br/>\
                ordering key, up to 16 calls at a time<br/>\
                failure: 3 retries from 100 ms up to 30 s, then dead letter"]
                        n1[("texts<br/>Kafka source of String<br/>topics a,b")]
                        n2{{"not #34;empty#34; #38; #60;safe#62;<br/>filter"}}
                        n3["trimmed<br/>transform Trim<br/>at most 5 s a call<br/>\
                failure: IllegalArgumentException: skip<br/>else 3 retries from 100 ms up to 30 s, then dead letter"]
                        n4[["lists<br/>batcher<br/>batches of 10, after 1 s"]]
                        n5(["table<br/>batch sink<br/>batches of 500, 1000 bytes, after 50 ms<br/>\
                left alone for 30 s when 50% of 20 calls failed"])
                        n6["counts<br/>transform"]
                        n7[("topic<br/>Kafka sink of Integer<br/>topic lists<br/>keyed anew<br/>\
                partition chosen by the body")]
                        n8(["log<br/>tap"])
                        n1 --> n2
                        n2 --> n3
                        n2 -.-> n8
                        n3 -->|"when, route 1"| n5
                        n3 -->|"otherwise"| n4
                        n4 --> n6
                        n6 --> n7
                    end
                    letters[("dead letters<br/>topic dead-letters")]
                    pipeline -.->|"given up"| letters
                """);
    }

    @Test
    void aClassIsDrawnWithoutWhatOnlyAConnectorSays() {
        String mermaid = draw(Map.of(PipelineDrawing.PIPELINE, SamplePipeline.class.getName()))
                .get(PipelineDrawing.MERMAID);

        assertThat(mermaid)
                .contains("subgraph pipeline[\"io.npipeline.quickstart.graph.SamplePipeline<br/>relay\"]")
                .contains("n1[(\"texts<br/>Kafka source of String\")]")
                .contains("then the connector's last step")
                .doesNotContain("letters");
    }

    @Test
    void aClassThatCannotBeDrawnAloneSaysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draw(Map.of(PipelineDrawing.PIPELINE, Demanding.class.getName())))
                .withMessage("The pipeline " + Demanding.class.getName()
                        + " cannot be described without its connector, so give the connector's file in place of the class:"
                        + " For input string: \"number\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draw(Map.of(PipelineDrawing.PIPELINE, "com.example.Absent")))
                .withMessageStartingWith("There is no class com.example.Absent in the plugin folder");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draw(Map.of(PipelineDrawing.PIPELINE, "java.lang.String")))
                .withMessageStartingWith("java.lang.String is not a public PipelineDefinition");
    }

    @Test
    void aConnectorThatIsWrongOrNotOursIsNotDrawn() {
        settings.remove("npipeline.pipeline.param.topic");
        Assertions.assertThatThrownBy(this::mermaid)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("npipeline.pipeline.param.topic");

        settings.put("connector.class", "FileStreamSource");
        assertThatIllegalArgumentException()
                .isThrownBy(this::mermaid)
                .withMessage("connector.class: FileStreamSource runs no pipeline; NPipelineSinkConnector and"
                        + " NPipelineSourceConnector do.");
    }

    private String mermaid() {
        return draw(settings).getOrDefault(PipelineDrawing.MERMAID, "");
    }

    private static Map<String, String> draw(Map<String, String> settings) {
        return new PipelineDrawing().apply(settings);
    }
}
