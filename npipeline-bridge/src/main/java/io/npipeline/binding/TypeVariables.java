package io.npipeline.binding;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the type variables of a class and of its superclasses stand for. Immutable. */
final class TypeVariables {

    private final Map<Type, BoundType> meanings = new HashMap<>();

    /** @throws Misfit when the type is generic and was given no arguments */
    TypeVariables(BoundType type) {
        declare(type);
        AnnotatedType parent = type.raw().getAnnotatedSuperclass();
        while (parent != null && parent.getType() != Object.class && parent.getType() != Record.class) {
            BoundType bound = bind(parent);
            declare(bound);
            parent = bound.raw().getAnnotatedSuperclass();
        }
    }

    private void declare(BoundType type) {
        TypeVariable<?>[] variables = type.raw().getTypeParameters();
        if (variables.length != type.arguments().size()) {
            throw new Misfit(type + " cannot be bound: it is generic, and its type arguments are not known here");
        }
        for (int i = 0; i < variables.length; i++) {
            meanings.put(variables[i], type.arguments().get(i));
        }
    }

    /** The type with all variables replaced; a wildcard is its bound. */
    BoundType bind(AnnotatedType type) {
        BoundType bound = bindUnscaled(type);
        Scale scale = type.getAnnotation(Scale.class);
        return scale == null ? bound : bound.withScale(scale);
    }

    private BoundType bindUnscaled(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType generic) {
            List<BoundType> arguments = Arrays.stream(generic.getAnnotatedActualTypeArguments())
                    .map(this::bind)
                    .toList();
            return new BoundType((Class<?>) ((ParameterizedType) generic.getType()).getRawType(), arguments, null);
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return bind(wildcard.getAnnotatedUpperBounds()[0]);
        }
        if (type.getType() instanceof Class<?> plain) {
            return BoundType.of(plain);
        }
        BoundType meaning = meanings.get(type.getType());
        if (meaning == null) {
            throw TypeBindings.unsupported(type.getType().getTypeName());
        }
        return meaning;
    }
}
