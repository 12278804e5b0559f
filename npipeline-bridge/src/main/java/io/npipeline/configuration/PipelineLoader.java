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
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

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
        try {
            PipelineGraph graph = PipelineGraph.of(instantiate(name), settings.context());
            requireBindable(graph, outputForm);
            return graph;
        } catch (MissingParameterException e) {
            throw new ConfigProblemException(new ConfigProblem(
                    PipelineSettings.PARAM_PREFIX + e.parameter(),
                    null,
                    "must be set: pipeline " + name + " needs it"));
        } catch (GraphException | BindingException e) {
            throw invalid(name, String.valueOf(e.getMessage()));
        } catch (LinkageError e) {
            throw invalid(name, missingClass(e));
        } catch (ConfigProblemException e) {
            throw e;
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw invalid(name, "its define(…) failed: " + e);
        }
    }

    private static PipelineDefinition instantiate(String name) {
        try {
            Class<?> type = Class.forName(name, true, PipelineLoader.class.getClassLoader());
            if (!PipelineDefinition.class.isAssignableFrom(type)) {
                throw invalid(name, "the class does not implement " + PipelineDefinition.class.getName());
            }
            Constructor<?> constructor = type.getConstructor();
            return (PipelineDefinition) constructor.newInstance();
        } catch (ClassNotFoundException e) {
            throw invalid(name, "the class was not found; its jar belongs in the plugin folder of the connector");
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw invalid(
                    name, "the class must be public, not abstract and have a public constructor without parameters");
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof LinkageError linkage) {
                throw linkage;
            }
            throw invalid(name, "its constructor failed: " + e.getCause());
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

    private static String missingClass(LinkageError error) {
        Throwable root =
                error instanceof ExceptionInInitializerError && error.getCause() != null ? error.getCause() : error;
        String message = root.getMessage();
        // The name of a missing class; for a class that failed to initialise before, a sentence.
        if (root instanceof NoClassDefFoundError && message != null && message.indexOf(' ') < 0) {
            return "it needs the class " + message.replace('/', '.')
                    + ", which is not in the plugin folder of the connector";
        }
        return "the class cannot be loaded: " + root;
    }

    private static ConfigProblemException invalid(String name, String rule) {
        return new ConfigProblemException(new ConfigProblem(PipelineSettings.CLASS, name, rule));
    }
}
