package io.npipeline.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds objects of a class by its constructor without parameters and its setters, and takes them apart by its getters,
 * through method handles. Immutable.
 */
final class PojoAccess implements ObjectAccess {

    private static final MethodType SETTER = MethodType.methodType(void.class, Object.class, Object.class);

    private final List<Property> properties;
    private final MethodHandle constructor;
    private final MethodHandle[] setters;
    private final Getters getters;

    /**
     * Looks up the handles.
     *
     * @throws Misfit when there is no property, or when the module of the class does not open its package to this library
     */
    PojoAccess(BoundType type) {
        Class<?> raw = type.raw();
        List<PojoProperties.Accessors> found = PojoProperties.of(type);
        properties = found.stream().map(PojoProperties.Accessors::property).toList();
        setters = new MethodHandle[found.size()];
        MethodHandle[] accessors = new MethodHandle[found.size()];
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(raw, MethodHandles.lookup());
            constructor = lookup.findConstructor(raw, MethodType.methodType(void.class))
                    .asType(MethodType.methodType(Object.class));
            for (int i = 0; i < setters.length; i++) {
                accessors[i] = lookup.unreflect(found.get(i).getter()).asType(Getters.TYPE);
                setters[i] = lookup.unreflect(found.get(i).setter()).asType(SETTER);
            }
        } catch (IllegalAccessException | NoSuchMethodException e) {
            throw new Misfit(raw.getName() + " is not accessible; open its package to this library", e);
        }
        getters = new Getters(properties, accessors);
    }

    /** Whether a class could have objects that are built this way. Those of the JDK are not meant. */
    static boolean isPojo(Class<?> type) {
        return !type.isRecord()
                && !type.isInterface()
                && !type.isEnum()
                && !type.isArray()
                && !type.isPrimitive()
                && !type.isAnonymousClass()
                && !Modifier.isAbstract(type.getModifiers())
                && !type.getName().startsWith("java.")
                && !type.getName().startsWith("javax.")
                && hasEmptyConstructor(type);
    }

    private static boolean hasEmptyConstructor(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    @Override
    public List<Property> properties() {
        return properties;
    }

    @Override
    public boolean hasInitialValues() {
        return true;
    }

    @Override
    public Object construct(@Nullable Object[] values) {
        Object instance = newInstance();
        for (int i = 0; i < setters.length; i++) {
            Object value = values[i];
            if (value != INITIAL) {
                set(i, instance, value);
            }
        }
        return instance;
    }

    private Object newInstance() {
        try {
            return (Object) constructor.invokeExact();
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new Misfit("its constructor failed: " + Excerpt.shorten(e.toString()), e);
        }
    }

    private void set(int index, Object instance, @Nullable Object value) {
        try {
            setters[index].invokeExact(instance, value);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new Misfit("rejected by its setter: " + Excerpt.shorten(e.toString()), e)
                    .inComponent(properties.get(index).name());
        }
    }

    @Override
    public @Nullable Object[] takeApart(Object instance) {
        return getters.get(instance);
    }
}
