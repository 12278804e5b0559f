package io.npipeline.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Builds records of one type and takes them apart through method handles. Immutable. */
final class RecordAccess {

    private final MethodHandle constructor;
    private final MethodHandle[] accessors;

    /**
     * Looks up the handles.
     *
     * @throws Misfit when the record's module does not open its package to this library
     */
    RecordAccess(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        accessors = new MethodHandle[components.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            for (int i = 0; i < components.length; i++) {
                accessors[i] = lookup.unreflect(components[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
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

    /** The value of the component with the index. */
    @Nullable
    Object get(Object instance, int index) {
        try {
            return (Object) accessors[index].invokeExact(instance);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new Misfit("its accessor failed: " + Excerpt.shorten(e.toString()), e);
        }
    }
}
