package io.npipeline.configuration;

import io.npipeline.binding.BindingException;
import io.npipeline.binding.BodyForm;
import io.npipeline.binding.BodyReader;
import io.npipeline.binding.BodyWriter;
import io.npipeline.pipeline.GraphException;
import io.npipeline.pipeline.GraphNode;
import io.npipeline.pipeline.MissingParameterException;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineDefinition;
import io.npipeline.pipeline.PipelineGraph;

/**
 * From the configured class name to a validated graph. Whatever goes wrong becomes one {@link ConfigProblemException}
 * on the key that can mend it.
 */
public final class PipelineLoader {

    private PipelineLoader() {}

    /**
     * Loads the pipeline's class through the plugin's class loader, which sees the jars beside the connector's and no
     * others, and runs its definition.
     *
     * @param outputForm the form in which its Kafka sinks write unless they say otherwise
     */
    public static PipelineGraph load(PipelineSettings settings, BodyForm outputForm) {
        String name = settings.pipelineClass();
        UserClass<PipelineDefinition> type = new UserClass<>(PipelineSettings.CLASS, name, PipelineDefinition.class);
        try {
            PipelineGraph graph = PipelineGraph.of(type.newInstance(), settings.context());
            requireBindable(graph, outputForm);
            return graph;
        } catch (MissingParameterException e) {
            throw new ConfigProblemException(new ConfigProblem(
                    PipelineSettings.PARAM_PREFIX + e.parameter(),
                    null,
                    "must be set: pipeline " + name + " needs it"));
        } catch (GraphException | BindingException e) {
            throw type.invalid(String.valueOf(e.getMessage()));
        } catch (LinkageError e) {
            throw type.invalid(UserClass.missingClass(e));
        } catch (ConfigProblemException e) {
            throw e;
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw type.invalid("its define(…) failed: " + e);
        }
    }

    private static void requireBindable(PipelineGraph graph, BodyForm outputForm) {
        for (GraphNode node : graph.nodes()) {
            if (node.spec() instanceof NodeSpec.KafkaSource kafka) {
                BodyReader.of(kafka.source().bodyType());
            } else if (node.spec() instanceof NodeSpec.KafkaSink kafka) {
                BodyWriter.of(kafka.sink().bodyType(), kafka.sink().form().orElse(outputForm));
            }
        }
    }
}
