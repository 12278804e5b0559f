package io.npipeline.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes objects of one type apart through the method handles of its accessors. Immutable. */
final class Getters {

    static final MethodType TYPE = MethodType.methodType(Object.class, Object.class);

    private final List<Property> properties;
    private final MethodHandle[] accessors;

    /** More would not fit the arguments that a method handle can have. */
    private static final int MAX_AT_ONCE = 250;

    /** All accessors in one handle, which the JVM compiles as a whole; null where they are too many. */
    private final @Nullable MethodHandle all;

    /**
     * @param accessors those of the properties, of {@link #TYPE}
     */
    Getters(List<Property> properties, MethodHandle[] accessors) {
        this.properties = properties;
        this.accessors = accessors;
        this.all = accessors.length > MAX_AT_ONCE ? null : allOf(accessors);
    }

    /** From an instance to the array of what the accessors return for it. */
    private static MethodHandle allOf(MethodHandle[] accessors) {
        MethodHandle array = MethodHandles.identity(Object[].class).asCollector(Object[].class, accessors.length);
        return MethodHandles.permuteArguments(
                MethodHandles.filterArguments(array, 0, accessors),
                MethodType.methodType(Object[].class, Object.class),
                new int[accessors.length]);
    }

    /** The values of all properties. */
    @Nullable
    Object[] get(Object instance) {
        if (all == null) {
            return getSingly(instance);
        }
        try {
            return (Object[]) all.invokeExact(instance);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            return getSingly(instance);
        }
    }

    /** Also called again to find out which accessor failed: accessors have no side effects worth speaking of. */
    private @Nullable Object[] getSingly(Object instance) {
        @Nullable Object[] values = new @Nullable Object[accessors.length];
        for (int i = 0; i < accessors.length; i++) {
            try {
                values[i] = (Object) accessors[i].invokeExact(instance);
            } catch (Error e) {
                throw e;
            } catch (Throwable e) {
                throw new Misfit("its accessor failed: " + Excerpt.shorten(e.toString()), e)
                        .inComponent(properties.get(i).name());
            }
        }
        return values;
    }
}
