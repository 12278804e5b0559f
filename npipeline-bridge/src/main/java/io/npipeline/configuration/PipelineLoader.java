package io.npipeline.configuration;

import io.npipeline.binding.BindingException;
import io.npipeline.binding.BodyForm;
import io.npipeline.binding.BodyReader;
import io.npipeline.binding.BodyWriter;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.node.NodeFactory;
import io.npipeline.pipeline.GraphException;
import io.npipeline.pipeline.GraphNode;
import io.npipeline.pipeline.MissingParameterException;
import io.npipeline.pipeline.NodeCreationException;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import io.npipeline.pipeline.PipelineGraph;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From the configured class names to a validated graph. Whatever goes wrong becomes one {@link ConfigProblemException}
 * on the key that can mend it.
 */
final class PipelineLoader {

    private static final int MAX_CAUSES = 32;

    private final PipelineSettings settings;
    private final UserClass<PipelineDefinition> definition;

    private PipelineLoader(PipelineSettings settings) {
        this.settings = settings;
        definition = new UserClass<>(PipelineSettings.CLASS, settings.pipelineClass(), PipelineDefinition.class);
    }

    /**
     * Loads the pipeline's class, and that of its nodes' factory, through the plugin's class loader, which sees the jars beside
     * the connector's and no others, and runs the definition.
     *
     * @param outputForm the form in which its Kafka sinks write unless they say otherwise
     * @param metrics makes what a task that runs it tells of events
     */
    static LoadedPipeline load(PipelineSettings settings, BodyForm outputForm, Supplier<KafkaMetrics> metrics) {
        PipelineLoader loader = new PipelineLoader(settings);
        NodeFactory factory = loader.openFactory();
        try {
            return new LoadedPipeline(loader.graph(factory, outputForm), factory, metrics);
        } catch (RuntimeException | Error e) {
            if (factory != null) {
                LoadedPipeline.close(factory);
            }
            throw e;
        }
    }

    private @Nullable NodeFactory openFactory() {
        UserClass<NodeFactory> type = settings.factoryType().orElse(null);
        if (type == null) {
            return null;
        }
        NodeFactory factory = newFactory(type);
        try {
            factory.open(settings.context());
            return factory;
        } catch (Throwable e) {
            LoadedPipeline.close(factory);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw missingParameter(e)
                    .orElseGet(() -> type.invalid(
                            e instanceof LinkageError linkage
                                    ? UserClass.missingClass(linkage)
                                    : "its open(…) failed: " + e));
        }
    }

    private static NodeFactory newFactory(UserClass<NodeFactory> type) {
        try {
            return type.newInstance();
        } catch (LinkageError e) {
            throw type.invalid(UserClass.missingClass(e));
        }
    }

    private PipelineGraph graph(@Nullable NodeFactory factory, BodyForm outputForm) {
        PipelineContext context = settings.context();
        try {
            PipelineGraph graph = PipelineGraph.of(
                    definition.newInstance(), factory == null ? context : new FactoryContext(context, factory));
            requireBindable(graph, outputForm);
            return graph;
        } catch (GraphException | BindingException e) {
            throw definition.invalid(String.valueOf(e.getMessage()));
        } catch (LinkageError e) {
            throw definition.invalid(UserClass.missingClass(e));
        } catch (ConfigProblemException e) {
            throw e;
        } catch (NodeCreationException e) {
            throw missingParameter(e).orElseGet(() -> notCreated(e));
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw missingParameter(e).orElseGet(() -> definition.invalid("its define(…) failed: " + e));
        }
    }

    private ConfigProblemException notCreated(NodeCreationException error) {
        String problem = String.valueOf(error.getMessage());
        return settings.factoryType().map(type -> type.invalid(problem)).orElseGet(() -> definition.invalid(problem));
    }

    /** Containers wrap what a constructor throws, so it may be a cause. */
    private Optional<ConfigProblemException> missingParameter(Throwable error) {
        Throwable current = error;
        for (int i = 0; current != null && i < MAX_CAUSES; i++) {
            if (current instanceof MissingParameterException missing) {
                return Optional.of(new ConfigProblemException(new ConfigProblem(
                        PipelineSettings.PARAM_PREFIX + missing.parameter(),
                        null,
                        "must be set: pipeline " + settings.pipelineClass() + " needs it")));
            }
            current = current.getCause();
        }
        return Optional.empty();
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
