package io.npipeline.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Builds records of one type and takes them apart through method handles. Immutable. */
final class RecordAccess {

    private final String[] names;
    private final MethodHandle constructor;
    private final MethodHandle[] accessors;

    /** All accessors in one handle, which the JVM compiles as a whole. */
    private final MethodHandle components;

    /**
     * Looks up the handles.
     *
     * @throws Misfit when the record's module does not open its package to this library
     */
    RecordAccess(Class<?> type) {
        RecordComponent[] declared = type.getRecordComponents();
        names = Arrays.stream(declared).map(RecordComponent::getName).toArray(String[]::new);
        Class<?>[] parameters =
                Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
        accessors = new MethodHandle[declared.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            for (int i = 0; i < declared.length; i++) {
                accessors[i] = lookup.unreflect(declared[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
            components = allOf(accessors);
        } catch (IllegalAccessException | NoSuchMethodException e) {
            throw new Misfit(type.getName() + " is not accessible; open its package to this library", e);
        }
    }

    /** A new record. */
    Object construct(@Nullable Object[] arguments) {
        try {
            return (Object) constructor.invokeExact(arguments);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new Misfit("rejected by its constructor: " + Excerpt.shorten(e.toString()), e);
        }
    }

    /** From an instance to the array of what the accessors return for it. */
    private static MethodHandle allOf(MethodHandle[] accessors) {
        MethodHandle array = MethodHandles.identity(Object[].class).asCollector(Object[].class, accessors.length);
        return MethodHandles.permuteArguments(
                MethodHandles.filterArguments(array, 0, accessors),
                MethodType.methodType(Object[].class, Object.class),
                new int[accessors.length]);
    }

    /** The values of all components. */
    @Nullable
    Object[] takeApart(Object instance) {
        try {
            return (Object[]) components.invokeExact(instance);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            return takeApartSingly(instance);
        }
    }

    /** Called again to find out which accessor failed: accessors of a record have no side effects worth speaking of. */
    private @Nullable Object[] takeApartSingly(Object instance) {
        @Nullable Object[] values = new @Nullable Object[accessors.length];
        for (int i = 0; i < accessors.length; i++) {
            try {
                values[i] = (Object) accessors[i].invokeExact(instance);
            } catch (Error e) {
                throw e;
            } catch (Throwable e) {
                throw new Misfit("its accessor failed: " + Excerpt.shorten(e.toString()), e).inComponent(names[i]);
            }
        }
        return values;
    }
}
