package io.npipeline.configuration;

import io.npipeline.node.NodeFactory;
import io.npipeline.pipeline.NodeCreationException;
import io.npipeline.pipeline.PipelineContext;
import java.util.Optional;

/**
 * A pipeline's context whose nodes come from the user's factory.
 *
 * @param parameters all else
 */
record FactoryContext(PipelineContext parameters, NodeFactory factory) implements PipelineContext {

    @Override
    public String parameter(String name) {
        return parameters.parameter(name);
    }

    @Override
    public Optional<String> findParameter(String name) {
        return parameters.findParameter(name);
    }

    @Override
    public String connectorName() {
        return parameters.connectorName();
    }

    @Override
    public <N> N create(Class<N> type) {
        Object made;
        try {
            made = factory.create(type);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(type, e);
        } catch (Exception | LinkageError e) {
            throw failed(type, e);
        }
        if (!type.isInstance(made)) {
            // A cast in the factory may be unchecked, and then fails where nobody knows why.
            String instead = made == null ? "null" : "a " + made.getClass().getName();
            throw new NodeCreationException(type, "cannot be made: the factory returned " + instead, null);
        }
        return type.cast(made);
    }

    private static NodeCreationException failed(Class<?> type, Throwable error) {
        String reason = error instanceof LinkageError linkage ? UserClass.missingClass(linkage) : error.toString();
        return new NodeCreationException(type, "cannot be made: " + reason, error);
    }

    /** Without the factory, whose text may show anything. */
    @Override
    public String toString() {
        return parameters.toString();
    }
}
