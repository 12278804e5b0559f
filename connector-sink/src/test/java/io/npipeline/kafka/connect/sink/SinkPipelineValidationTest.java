package io.npipeline.kafka.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.testing.ValidationOf;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the sink connector's {@code validate()} says of a pipeline. */
class SinkPipelineValidationTest {

    private static final String CLASS = "npipeline.pipeline.class";

    private final Map<String, String> settings = new HashMap<>(Map.of("name", "orders"));

    @Test
    void aValidPipelineIsAccepted() {
        validate(TestPipelines.Valid.class).isAccepted();
    }

    @Test
    void thePipelineClassMustBeSet() {
        validate().isRefused(CLASS, "Missing required configuration \"" + CLASS + "\" which has no default value.");
    }

    @Test
    void thePipelineClassMustNotBeBlank() {
        settings.put(CLASS, "  ");

        validate().isRefused(CLASS, "Invalid value  for configuration " + CLASS + ": String must be non-empty");
    }

    @Test
    void thePipelineClassMustExist() {
        settings.put(CLASS, "org.example.Missing");

        validate()
                .isRefused(
                        CLASS,
                        "Invalid value org.example.Missing for configuration " + CLASS
                                + ": the class was not found; its jar belongs in the plugin folder of the connector");
    }

    @Test
    void thePipelineClassMustBeAPipeline() {
        validate(TestPipelines.Unrelated.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Unrelated.class)
                                + "the class does not implement io.npipeline.pipeline.PipelineDefinition");
    }

    @Test
    void anAbstractClassIsRefused() {
        isRefusedAsNotInstantiable(TestPipelines.Unfinished.class);
    }

    @Test
    void aClassWithoutADefaultConstructorIsRefused() {
        isRefusedAsNotInstantiable(TestPipelines.Demanding.class);
    }

    @Test
    void aClassWithAPrivateConstructorIsRefused() {
        assertThat(TestPipelines.Closed.open()).isNotNull();
        isRefusedAsNotInstantiable(TestPipelines.Closed.class);
    }

    @Test
    void aClassThatIsNotPublicIsRefused() {
        isRefusedAsNotInstantiable(TestPipelines.Hidden.class);
    }

    @Test
    void aConstructorThatFailsIsReported() {
        validate(TestPipelines.Failing.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Failing.class)
                                + "its constructor failed: java.lang.IllegalStateException: no licence");
    }

    @Test
    void aDefinitionThatFailsIsReported() {
        validate(TestPipelines.Undefinable.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Undefinable.class)
                                + "its define(…) failed: java.lang.UnsupportedOperationException: not yet");
    }

    @Test
    void aMissingParameterIsReportedOnItsOwnKey() {
        validate(TestPipelines.Parametrised.class)
                .isRefused(
                        "npipeline.pipeline.param.currency",
                        "Invalid value null for configuration npipeline.pipeline.param.currency: must be set: pipeline "
                                + TestPipelines.Parametrised.class.getName() + " needs it");

        settings.put("npipeline.pipeline.param.currency", "EUR");
        validate(TestPipelines.Parametrised.class).isAccepted();
    }

    @Test
    void aClassThatCannotBeInitialisedIsReportedAsSuchHoweverOftenItIsTried() {
        validate(TestPipelines.Uninitialisable.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Uninitialisable.class) + "the class cannot be loaded: "
                                + "java.lang.NumberFormatException: For input string: \"many\"");
        validate(TestPipelines.Uninitialisable.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Uninitialisable.class) + "the class cannot be loaded: "
                                + "java.lang.NoClassDefFoundError: Could not initialize class "
                                + TestPipelines.Uninitialisable.class.getName());
    }

    @Test
    void aClassThatThePipelineNeedsAndThatIsNotThereIsNamed() {
        validate(TestPipelines.Incomplete.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Incomplete.class)
                                + "it needs the class org.example.Driver, which is not in "
                                + "the plugin folder of the connector");
    }

    @Test
    void aCycleIsRefused() {
        validate(TestPipelines.Cyclic.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Cyclic.class) + "The pipeline has a cycle: price -> round -> price");
    }

    @Test
    void aNodeThatLeadsNowhereIsRefused() {
        validate(TestPipelines.Dangling.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Dangling.class)
                                + "Node \"price\" is connected to nothing: its messages would end nowhere");
    }

    @Test
    void aNodeThatNothingLeadsToIsRefused() {
        validate(TestPipelines.Unreachable.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Unreachable.class) + "Node \"audit\" is not connected to the source");
    }

    @Test
    void aPipelineWithoutASourceIsRefused() {
        validate(TestPipelines.Sourceless.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Sourceless.class)
                                + "A pipeline has exactly one source, but this one has none");
    }

    @Test
    void aBodyTypeThatCannotBeBoundIsRefused() {
        validate(TestPipelines.Unbindable.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Unbindable.class)
                                + "Thread: java.lang.Thread cannot be the type of a body: it is a class of the JDK, or one without a "
                                + "constructor without parameters; use a record, a class with getters, setters and a constructor "
                                + "without parameters, a sealed type of those, JsonNode, String, byte[], ByteBuffer, Map, List, "
                                + "Struct, Object or the box of a primitive");
    }

    @Test
    void aPipelineFromASourceOfTheUsersOwnIsSentToTheSourceConnector() {
        validate(TestPipelines.Ingress.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Ingress.class)
                                + "does not belong in the sink connector: its source \"files\" is not a Kafka source; "
                                + "use io.npipeline.kafka.connect.source.NPipelineSourceConnector");
    }

    @Test
    void aPipelineFromKafkaToKafkaIsRefused() {
        validate(TestPipelines.Relay.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.Relay.class)
                                + "does not belong in the sink connector: it writes to Kafka; use "
                                + "io.npipeline.kafka.connect.source.NPipelineSourceConnector");
    }

    @Test
    void aPipelineThatTouchesKafkaNowhereIsRefused() {
        validate(TestPipelines.KafkaFree.class)
                .isRefused(
                        CLASS,
                        invalid(TestPipelines.KafkaFree.class)
                                + "A pipeline from a source of your own must end in Kafka "
                                + "only: node \"store\" is a sink of your own");
    }

    private void isRefusedAsNotInstantiable(Class<?> type) {
        validate(type)
                .isRefused(
                        CLASS,
                        invalid(type) + "the class must be public, not abstract and have a public constructor without "
                                + "parameters");
    }

    private ValidationOf validate(Class<?> pipeline) {
        settings.put(CLASS, pipeline.getName());
        return validate();
    }

    private ValidationOf validate() {
        return ValidationOf.settings(new NPipelineSinkConnector(), settings);
    }

    private static String invalid(Class<?> pipeline) {
        return "Invalid value " + pipeline.getName() + " for configuration " + CLASS + ": ";
    }
}
