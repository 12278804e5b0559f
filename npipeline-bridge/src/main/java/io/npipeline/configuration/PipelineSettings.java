package io.npipeline.configuration;

import io.npipeline.node.NodeFactory;
import io.npipeline.pipeline.MissingParameterException;
import io.npipeline.pipeline.PipelineContext;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Which pipeline runs, and its own parameters. Immutable. */
public final class PipelineSettings {

    public static final String CLASS = "npipeline.pipeline.class";
    public static final String FACTORY_CLASS = "npipeline.node.factory.class";
    public static final String PARAM_PREFIX = "npipeline.pipeline.param.";

    private static final String CLASS_DOC =
            "The class of the pipeline: a PipelineDefinition with a public constructor without parameters, in a jar "
                    + "beside the connector's own. A parameter of the pipeline is set by its name behind "
                    + PARAM_PREFIX;

    private static final String FACTORY_DOC =
            "The class that makes the nodes for which the pipeline asks its context: a NodeFactory with a public constructor "
                    + "without parameters, in a jar beside the connector's own. Unset, they are made by a public "
                    + "constructor of their own that takes a PipelineContext, PipelineParameters or nothing.";

    private final String pipelineClass;
    private final String factoryClass;
    private final Map<String, String> parameters;
    private final PipelineContext context;

    private record Context(String connectorName, Map<String, String> parameters) implements PipelineContext {
        @Override
        public String parameter(String name) {
            return findParameter(name).orElseThrow(() -> new MissingParameterException(name, PARAM_PREFIX + name));
        }

        @Override
        public Optional<String> findParameter(String name) {
            return Optional.ofNullable(parameters.get(name));
        }

        /** Without the parameters' values, some of which may be secrets. */
        @Override
        public String toString() {
            return "PipelineContext[" + connectorName + ", " + parameters.keySet() + "]";
        }
    }

    public PipelineSettings(AbstractConfig config) {
        pipelineClass = config.getString(CLASS);
        factoryClass = config.getString(FACTORY_CLASS);
        parameters = config.originalsWithPrefix(PARAM_PREFIX).entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
        context = new Context(ConnectorName.of(config), parameters);
    }

    /** Adds the keys. */
    public static void define(ConfigDef def) {
        new ConfigGroup(def, "Pipeline")
                .required(CLASS, ConfigDef.Type.STRING, new ConfigDef.NonEmptyString(), "Pipeline class", CLASS_DOC)
                .optional(
                        FACTORY_CLASS,
                        ConfigDef.Type.STRING,
                        "",
                        null,
                        ConfigDef.Importance.LOW,
                        "Node factory class",
                        FACTORY_DOC);
    }

    public String pipelineClass() {
        return pipelineClass;
    }

    /** The factory of the pipeline's nodes; empty where there is none. */
    Optional<UserClass<NodeFactory>> factoryType() {
        return factoryClass.isBlank()
                ? Optional.empty()
                : Optional.of(new UserClass<>(FACTORY_CLASS, factoryClass, NodeFactory.class));
    }

    /** The pipeline's own parameters by their names. */
    Map<String, String> parameters() {
        return parameters;
    }

    /** What the definition gets to see, but for its factory. */
    public PipelineContext context() {
        return context;
    }
}
