package io.npipeline.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Finds the binding of a type and of all the types inside it.
 *
 * <p>Not thread safe.
 */
final class TypeBindings {

    private static final String SUPPORTED =
            "supported are records, classes with getters, setters and a constructor without parameters, sealed types of"
                    + " those, primitives and their boxes, String, enums, Optional and its siblings, List, Collection,"
                    + " Set, Map, BigDecimal, BigInteger, byte[], ByteBuffer, UUID, the types of java.time,"
                    + " java.util.Date, JsonNode, Struct and Object";

    private static final Set<Class<?>> CONTAINERS =
            Set.of(List.class, Collection.class, Set.class, Map.class, Optional.class);

    private final Map<BoundType, Binding> known = new HashMap<>();
    private final UntypedBinding tree;

    /** @param isText whether what is written becomes JSON text, which has numbers of any length */
    TypeBindings(boolean isText) {
        tree = isText ? UntypedBinding.JSON_TEXT : UntypedBinding.JSON;
    }

    /** Whether the type consists of parts that are bound, and may be that of a body. */
    static boolean isObject(Class<?> type) {
        return type.isRecord() || isSealedByUser(type) || PojoAccess.isPojo(type);
    }

    /** Enums whose constants have bodies are sealed too, and so are classes of newer JDKs such as ByteBuffer. */
    private static boolean isSealedByUser(Class<?> type) {
        return type.isSealed() && !type.isEnum() && !type.getName().startsWith("java.");
    }

    /**
     * The binding of the type.
     *
     * @throws Misfit when the type, or one inside it, cannot be bound
     */
    Binding of(BoundType type) {
        Class<?> raw = type.raw();
        if (type.scale() != null) {
            if (raw != BigDecimal.class) {
                throw new Misfit(
                        "@Scale belongs to BigDecimal itself, as in List<@Scale(2) BigDecimal>, not to " + type);
            }
            return DecimalScalar.of(type.scale());
        }
        Binding single = ofSingle(raw);
        if (single != null) {
            return single;
        }
        return CONTAINERS.contains(raw) ? ofContainer(type) : ofObject(type);
    }

    /** Makes a type known that is still looking for the bindings of its parts. */
    void register(BoundType type, Binding binding) {
        known.put(type, binding);
    }

    private @Nullable Binding ofSingle(Class<?> type) {
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
        if (type == JsonNode.class) {
            return tree;
        }
        return type.isEnum() ? EnumScalar.of(type) : null;
    }

    private Binding ofObject(BoundType type) {
        Binding binding = known.get(type);
        if (binding != null) {
            return binding;
        }
        Class<?> raw = type.raw();
        if (!isObject(raw)) {
            throw unsupported(type.toString());
        }
        if (raw.isSealed()) {
            return new SealedBinding(type, this);
        }
        return new ObjectBinding(type, this);
    }

    private Binding ofContainer(BoundType type) {
        List<BoundType> arguments = type.arguments();
        if (arguments.isEmpty()) {
            throw new Misfit("raw " + type.raw().getSimpleName() + " cannot be bound; give it its type arguments");
        }
        if (type.raw() == Optional.class) {
            Binding content = of(arguments.get(0));
            if (content instanceof OptionalBinding) {
                throw new Misfit("an Optional of an Optional cannot be bound: null could mean either");
            }
            return OptionalBinding.of(content);
        }
        if (type.raw() == Set.class) {
            return CollectionBinding.set(ofElement(arguments.get(0)));
        }
        if (type.raw() == Map.class) {
            return new MapBinding(MapKeys.of(arguments.get(0).raw()), ofElement(arguments.get(1)));
        }
        return CollectionBinding.list(ofElement(arguments.get(0)));
    }

    private Binding ofElement(BoundType type) {
        try {
            return of(type);
        } catch (Misfit misfit) {
            throw misfit.atElement("");
        }
    }

    static Misfit unsupported(String type) {
        return new Misfit(type + " cannot be bound; " + SUPPORTED);
    }
}
