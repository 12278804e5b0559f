package io.npipeline.binding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds objects of one type and takes them apart. Implementations are immutable and throw {@link Misfit}. */
interface ObjectAccess {

    /** In place of a value: what the constructor made of the property stays. */
    Object INITIAL = new Object();

    /**
     * The access to objects of a record or of a class with properties.
     *
     * @throws Misfit when it is none, or not accessible
     */
    static ObjectAccess of(BoundType type) {
        return type.raw().isRecord() ? new RecordAccess(type) : new PojoAccess(type);
    }

    /** What the object consists of, in its order. */
    List<Property> properties();

    /** Whether {@link #INITIAL} may stand in place of a value. */
    boolean hasInitialValues();

    /** A new object of the values of all properties. */
    Object construct(@Nullable Object[] values);

    /** The values of all properties. */
    @Nullable
    Object[] takeApart(Object instance);
}
