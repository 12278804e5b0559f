package io.npipeline.pipeline;

import io.npipeline.node.PipelineParameters;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Makes objects by their constructor, where there is no factory. */
final class ConstructorCall {

    private static final String NEEDED =
            "cannot be made: it must be a public class with a public constructor that takes nothing, a "
                    + "PipelineContext or PipelineParameters, or npipeline.node.factory.class must name who can make it";

    /** The parameters of constructors that will do; the first that there is counts. */
    private static final Class<?>[][] CHOICE = {{PipelineContext.class}, {PipelineParameters.class}, {}};

    private ConstructorCall() {}

    static <N> N create(Class<N> type, PipelineContext context) {
        if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
            throw new NodeCreationException(type, NEEDED, null);
        }
        for (Class<?>[] parameters : CHOICE) {
            Constructor<N> constructor = find(type, parameters);
            if (constructor != null) {
                return parameters.length == 0 ? call(type, constructor) : call(type, constructor, context);
            }
        }
        throw new NodeCreationException(type, NEEDED, null);
    }

    private static <N> @Nullable Constructor<N> find(Class<N> type, Class<?>[] parameters) {
        try {
            return type.getConstructor(parameters);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static <N> N call(Class<N> type, Constructor<N> constructor, Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new NodeCreationException(
                    type, "cannot be made, its constructor failed: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new NodeCreationException(type, NEEDED, e);
        }
    }
}
