package io.npipeline.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The fields of a builder, found by reflection so that none is forgotten. */
final class Fields {

    private static final Map<Class<?>, Class<?>> BOXED = Map.of(int.class, Integer.class, boolean.class, Boolean.class);

    private Fields() {}

    /** The names of all fields: the methods that return the builder. */
    static Set<String> of(Class<?> builder) {
        return Arrays.stream(builder.getDeclaredMethods())
                .filter(method -> method.getReturnType() == builder)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Sets a field. */
    static void set(Object builder, String field, Object value) {
        List<Method> setters = Arrays.stream(builder.getClass().getDeclaredMethods())
                .filter(method -> method.getName().equals(field) && method.getParameterCount() == 1)
                .filter(method -> takes(method.getParameterTypes()[0], value))
                .toList();
        assertThat(setters).as(field).hasSize(1);
        try {
            setters.get(0).invoke(builder, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean takes(Class<?> parameter, Object value) {
        return BOXED.getOrDefault(parameter, parameter).isInstance(value);
    }
}
