package io.npipeline.quickstart.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.SinkNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import io.npipeline.quickstart.PluginJar;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of connectors, with the plugins of this class path, and two that no service file names. */
class ConnectorValidationTest {

    private static final Path FILE = Path.of("connector.json");

    private static ConnectorValidation validation;

    private final Map<String, String> config = new HashMap<>(Map.of(
            "name", "texts",
            "connector.class", "io.npipeline.kafka.connect.sink.NPipelineSinkConnector",
            "topics", "texts",
            "npipeline.pipeline.class", Egress.class.getName()));

    /** Ends in a sink of its own. */
    public static final class Egress implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            SinkNode<String> nowhere = message -> {};
            pipeline.connect(
                    pipeline.addSource("in", KafkaSourceNode.of(String.class)), pipeline.addSink("out", nowhere));
        }
    }

    /** Looks at a parameter. */
    public static final class Addressed implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            URI address = URI.create(context.parameter("address"));
            SinkNode<String> nowhere = message -> {};
            pipeline.connect(
                    pipeline.addSource("in", KafkaSourceNode.of(String.class)),
                    pipeline.addSink(address.toString(), nowhere));
        }
    }

    /** Ends in Kafka. */
    public static final class Relay implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            pipeline.connect(
                    pipeline.addSource("in", KafkaSourceNode.of(String.class)),
                    pipeline.addSink("out", KafkaSinkNode.of(String.class)));
        }
    }

    @BeforeAll
    static void find(@TempDir Path plugins) throws IOException {
        PluginJar.write(plugins.resolve("another/converter.jar"), "com.example.Unnamed", """
                package com.example;
                public final class Unnamed extends org.apache.kafka.connect.storage.StringConverter {}
                """);
        PluginJar.write(plugins.resolve("another/connector.jar"), "com.example.UnnamedConnector", """
                package com.example;
                import java.util.List;
                import java.util.Map;
                import org.apache.kafka.common.config.ConfigDef;
                import org.apache.kafka.connect.connector.Task;
                import org.apache.kafka.connect.sink.SinkConnector;
                public final class UnnamedConnector extends SinkConnector {
                    @Override public String version() { return "1"; }
                    @Override public void start(Map<String, String> config) {}
                    @Override public Class<? extends Task> taskClass() { throw new IllegalStateException(); }
                    @Override public List<Map<String, String>> taskConfigs(int maxTasks) { return List.of(); }
                    @Override public void stop() {}
                    @Override public ConfigDef config() { return new ConfigDef(); }
                }
                """);
        validation = new ConnectorValidation(plugins, Map.of("TASKS", "two", "PASSWORD", "kept-by-me"));
    }

    @Test
    void aConnectorThatAWorkerTakesHasNoErrors() throws Exception {
        assertThat(lines())
                .containsExactly(
                        "unchecked: topics: that the topics exist, and that the worker's consumer may read" + " them");
    }

    @Test
    void whatTheConnectorSaysAndWhatTheWorkerSaysAreErrors() throws Exception {
        config.put("tasks.max", "none");
        config.put("value.converter", "com.example.Absent");
        config.put("npipeline.retry.max", "-1");
        config.put("transforms", "cut");
        config.put("transforms.cut.type", "com.example.Cut");

        assertThat(errors())
                .containsKeys("tasks.max", "value.converter", "npipeline.retry.max", "transforms.cut.type")
                .containsEntry(
                        "npipeline.retry.max",
                        "Invalid value -1 for configuration npipeline.retry.max: Value must be at least 0");
        assertThat(lines())
                .contains("tasks.max: Invalid value none for configuration tasks.max: Not a number of type INT");
    }

    @Test
    void rulesOverSeveralKeysAndThePipelineAreThoseOfTheConnector() throws Exception {
        config.put("npipeline.pipeline.class", Relay.class.getName());
        config.put("npipeline.retyr.max", "3");

        assertThat(errors()).containsOnlyKeys("npipeline.pipeline.class", "npipeline.retyr.max");
        assertThat(errors().get("npipeline.pipeline.class"))
                .endsWith("does not belong in the sink connector: it writes to Kafka; use"
                        + " io.npipeline.kafka.connect.source.NPipelineSourceConnector");
        assertThat(lines())
                .contains("warning: npipeline.retyr.max: is not known; the nearest known key is npipeline.retry.max");
    }

    @Test
    void transactionsAreCheckedAsADistributedWorkerDoes() throws Exception {
        config.put("connector.class", "io.npipeline.kafka.connect.source.NPipelineSourceConnector");
        config.put("npipeline.pipeline.class", Relay.class.getName());
        config.remove("topics");
        config.putAll(Map.of(
                "npipeline.topic", "out",
                "npipeline.source.topics", "in",
                "npipeline.kafka.bootstrap.servers", "localhost:9092",
                "npipeline.source.key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "npipeline.source.value.converter", "org.apache.kafka.connect.storage.StringConverter",
                "exactly.once.support", "required"));
        config.put("transaction.boundary", "sometimes");

        assertThat(errors()).containsKey("transaction.boundary");

        config.put("transaction.boundary", "connector");
        assertThat(errors()).isEmpty();
        assertThat(lines())
                .contains(
                        "unchecked: npipeline.source.topics: that the topics exist, and that the relay's consumer may read"
                                + " them");
    }

    @Test
    void anUnknownConnectorAndAMissingOneAreToldOnTheirKey() throws Exception {
        config.put("connector.class", "com.example.Absent");
        assertThat(errors().get("connector.class"))
                .startsWith(
                        "Failed to find any class that implements Connector and which name matches com.example.Absent;"
                                + " there are ")
                .contains("com.example.UnnamedConnector, io.npipeline.kafka.connect.sink.NPipelineSinkConnector");

        config.remove("connector.class");
        assertThat(errors())
                .containsExactly(Map.entry(
                        "connector.class",
                        "Missing required configuration \"connector.class\" which has no default value."));
    }

    @Test
    void aPluginThatNoServiceFileNamesIsFoundAsMostWorkersFindIt() throws Exception {
        config.put("value.converter", "com.example.Unnamed");
        config.put("key.converter", "com.example.Absent");

        assertThat(lines())
                .containsExactly(
                        "key.converter: Invalid value com.example.Absent for configuration key.converter: Class"
                                + " com.example.Absent could not be found.",
                        "unchecked: topics: that the topics exist, and that the worker's consumer may read them",
                        "unchecked: value.converter: that the worker's plugin.discovery is not service_load: no service"
                                + " file of the jar names the class, and only workers that look into all classes find it");
    }

    @Test
    void aConnectorThatNoServiceFileNamesIsFoundToo() throws Exception {
        config.put("connector.class", "UnnamedConnector");

        assertThat(errors()).isEmpty();
        assertThat(remarks()).extracting(Remark::key).contains("connector.class");
    }

    @Test
    void whatAReferenceStandsForIsCheckedAndNeverShown() throws Exception {
        config.put("tasks.max", "${env:TASKS}");
        config.put("npipeline.retry.max", "${env:PASSWORD}");

        assertThat(errors())
                .containsEntry(
                        "npipeline.retry.max",
                        "Invalid value ${env:PASSWORD} for configuration npipeline.retry.max: Not a number of type INT")
                .containsKey("tasks.max");
    }

    @Test
    void aReferenceThatIsNotKnownHereIsNoErrorButSaid() throws Exception {
        config.put("npipeline.retry.max", "${env:NOBODY}");
        config.put("npipeline.pipeline.param.a", "${env:NOBODY}");

        assertThat(errors()).isEmpty();
        assertThat(lines())
                .contains(
                        "unchecked: npipeline.retry.max: ${env:NOBODY} has no value here, so the key is not checked",
                        "unchecked: npipeline.pipeline.param.a: ${env:NOBODY} has no value here");

        config.put("npipeline.pipeline.class", Relay.class.getName());
        assertThat(errors()).containsOnlyKeys("npipeline.pipeline.class"); // a rule over several keys
    }

    @Test
    void aPipelineThatFailsWithoutAReferencesValueIsNoErrorEither() throws Exception {
        config.put("npipeline.pipeline.class", Addressed.class.getName());
        config.put("npipeline.pipeline.param.address", "${env:NOBODY}");

        assertThat(errors()).isEmpty();
        assertThat(lines()).anySatisfy(line -> assertThat(line)
                .startsWith("unchecked: npipeline.pipeline.class: ")
                .contains("its define(…) failed: ")
                .endsWith("; without the value of npipeline.pipeline.param.address no pipeline can be made to look"
                        + " at"));

        config.put("npipeline.pipeline.param.address", "no address");
        assertThat(errors()).containsOnlyKeys("npipeline.pipeline.class");
    }

    @Test
    void ofAConnectorWhoseClassIsNotKnownHereNothingIsChecked() throws Exception {
        config.put("connector.class", "${env:NOBODY}");

        assertThat(lines())
                .containsExactly(
                        "unchecked: connector.class: ${env:NOBODY} has no value here, so nothing of the connector"
                                + " is checked");
    }

    @Test
    void aNameThatOnlyARequestsPathWillSayIsNoError() throws Exception {
        assertThat(validation.validate(new ConnectorFile(FILE, config, false)))
                .extracting(Remark::toString)
                .contains("unchecked: name: the file has none, as PUT /connectors/NAME/config takes it; a POST and a"
                        + " standalone worker need one");
    }

    private Map<String, String> errors() throws InterruptedException {
        Map<String, String> errors = new HashMap<>();
        for (Remark remark : remarks()) {
            if (remark.isError()) {
                errors.put(remark.key(), remark.text());
            }
        }
        return errors;
    }

    private List<String> lines() throws InterruptedException {
        return remarks().stream().map(Remark::toString).toList();
    }

    private List<Remark> remarks() throws InterruptedException {
        return validation.validate(new ConnectorFile(FILE, config, true));
    }
}
