package io.npipeline.quickstart.graph;

import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import io.npipeline.pipeline.PipelineGraph;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The diagram of a pipeline by itself: without a connector, and so without what only its settings say. */
final class ClassDiagram {

    private ClassDiagram() {}

    /**
     * The diagram of a pipeline of the plugin folder.
     *
     * @throws IllegalArgumentException saying why, when there is no such pipeline or it cannot be described
     */
    static Diagram of(String name) {
        PipelineGraph graph;
        try {
            PipelineDefinition definition = Class.forName(name, true, ClassDiagram.class.getClassLoader())
                    .asSubclass(PipelineDefinition.class)
                    .getConstructor()
                    .newInstance();
            graph = PipelineGraph.of(definition, new Parameters());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "There is no class " + name + " in the plugin folder; --plugin-path names the folder of its jar.",
                    e);
        } catch (ClassCastException | ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    name + " is not a public PipelineDefinition with a public constructor without parameters.", e);
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalArgumentException(
                    "The pipeline " + name
                            + " cannot be described without its connector, so give the connector's file in"
                            + " place of the class: " + e.getMessage(),
                    e);
        }
        String topology = graph.topology().name().toLowerCase(Locale.ROOT);
        return DiagramOfGraph.of(graph, List.of(name, topology), NodeWords.withoutConnector(), Optional.empty());
    }

    /** Parameters that nobody set: the name of each stands for its value. */
    private static final class Parameters implements PipelineContext {
        @Override
        public String parameter(String name) {
            return name;
        }

        @Override
        public Optional<String> findParameter(String name) {
            return Optional.empty();
        }

        @Override
        public String connectorName() {
            return "unnamed";
        }
    }
}
