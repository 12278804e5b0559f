package io.npipeline.binding;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;

/**
 * Finds the binding of a type and of all the types inside it.
 *
 * <p>Not thread safe.
 */
final class TypeBindings {

    private static final String SUPPORTED =
            "supported are records, primitives and their boxes, String, enums, Optional and its siblings, List, "
                    + "Set, Map<String, …>, BigDecimal, BigInteger, byte[], ByteBuffer, UUID, "
                    + "the types of java.time, java.util.Date, Struct and Object";

    private final Map<Class<?>, RecordBinding> records = new HashMap<>();

    /**
     * The binding of the type.
     *
     * @throws Misfit when the type, or one inside it, cannot be bound
     */
    Binding of(Type type) {
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic);
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0]);
        }
        throw unsupported(type);
    }

    /** Makes a record known that is still looking for the bindings of its components. */
    void register(Class<?> type, RecordBinding binding) {
        records.put(type, binding);
    }

    private Binding ofClass(Class<?> type) {
        Scalar<?> scalar = Scalars.find(type);
        if (scalar != null) {
            return type.isPrimitive() ? new PrimitiveBinding(type, scalar) : scalar;
        }
        OptionalBinding optional = OptionalBinding.ofPrimitive(type);
        if (optional != null) {
            return optional;
        }
        if (type == Object.class) {
            return UntypedBinding.OBJECT;
        }
        if (type == Struct.class) {
            return UntypedBinding.STRUCT;
        }
        if (type.isEnum()) {
            return EnumScalar.of(type);
        }
        if (type.isRecord()) {
            return ofRecord(type);
        }
        if (type == List.class || type == Set.class || type == Map.class || type == Optional.class) {
            throw new Misfit("raw " + type.getSimpleName() + " cannot be bound; give it its type arguments");
        }
        throw unsupported(type);
    }

    private Binding ofRecord(Class<?> type) {
        if (type.getTypeParameters().length > 0) {
            throw new Misfit(type.getName() + " cannot be bound: it is a generic record, and those are not supported");
        }
        RecordBinding known = records.get(type);
        return known != null ? known : new RecordBinding(type, this);
    }

    private Binding ofGeneric(ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            Binding content = of(arguments[0]);
            if (content instanceof OptionalBinding) {
                throw new Misfit("an Optional of an Optional cannot be bound: null could mean either");
            }
            return OptionalBinding.of(content);
        }
        if (type.getRawType() == List.class) {
            return CollectionBinding.list(ofElement(arguments[0]));
        }
        if (type.getRawType() == Set.class) {
            return CollectionBinding.set(ofElement(arguments[0]));
        }
        if (type.getRawType() == Map.class) {
            if (arguments[0] != String.class) {
                throw new Misfit("the keys of a Map must be String, not " + arguments[0].getTypeName());
            }
            return new MapBinding(ofElement(arguments[1]));
        }
        return ofClass((Class<?>) type.getRawType());
    }

    private Binding ofElement(Type type) {
        try {
            return of(type);
        } catch (Misfit misfit) {
            throw misfit.atElement("");
        }
    }

    private static Misfit unsupported(Type type) {
        return new Misfit(type.getTypeName() + " cannot be bound; " + SUPPORTED);
    }
}
