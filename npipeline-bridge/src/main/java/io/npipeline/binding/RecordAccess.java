package io.npipeline.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds records of one type and takes them apart through method handles. Immutable. */
final class RecordAccess implements ObjectAccess {

    private final List<Property> properties;
    private final MethodHandle constructor;
    private final Getters getters;

    /**
     * Looks up the handles.
     *
     * @throws Misfit when the record's module does not open its package to this library
     */
    RecordAccess(BoundType type) {
        Class<?> raw = type.raw();
        RecordComponent[] declared = raw.getRecordComponents();
        TypeVariables variables = new TypeVariables(type);
        properties = Arrays.stream(declared)
                .map(component -> property(component, variables))
                .toList();
        Class<?>[] parameters =
                Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
        MethodHandle[] accessors = new MethodHandle[declared.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(raw, MethodHandles.lookup());
            constructor = lookup.findConstructor(raw, MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            for (int i = 0; i < declared.length; i++) {
                accessors[i] = lookup.unreflect(declared[i].getAccessor()).asType(Getters.TYPE);
            }
        } catch (IllegalAccessException | NoSuchMethodException e) {
            throw new Misfit(raw.getName() + " is not accessible; open its package to this library", e);
        }
        getters = new Getters(properties, accessors);
    }

    private static Property property(RecordComponent component, TypeVariables variables) {
        try {
            BoundType type = variables.bind(component.getAnnotatedType());
            return Property.of(component.getName(), type, List.of(component, component.getAccessor()));
        } catch (Misfit misfit) {
            throw misfit.inComponent(component.getName());
        }
    }

    @Override
    public List<Property> properties() {
        return properties;
    }

    @Override
    public boolean hasInitialValues() {
        return false;
    }

    @Override
    public Object construct(@Nullable Object[] values) {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new Misfit("rejected by its constructor: " + Excerpt.shorten(e.toString()), e);
        }
    }

    @Override
    public @Nullable Object[] takeApart(Object instance) {
        return getters.get(instance);
    }
}
