package io.npipeline.binding;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the properties of a class: those with a public getter, {@code getX} or {@code isX}, and a public setter of its type.
 * They stand in the order of the fields of the same name, those of superclasses first, and then those without a field in the
 * order of their names.
 */
final class PojoProperties {

    /** A property with the methods that get and set it. */
    record Accessors(Property property, Method getter, Method setter) {}

    private final Class<?> type;
    private final TypeVariables variables;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    private PojoProperties(BoundType type) {
        this.type = type.raw();
        this.variables = new TypeVariables(type);
        addFields(this.type);
    }

    /**
     * The properties of a class, of which there is one at least.
     *
     * @throws Misfit when the type of a property is one that cannot be bound
     */
    static List<Accessors> of(BoundType type) {
        List<Accessors> found = new PojoProperties(type).find();
        if (found.isEmpty()) {
            throw new Misfit(type.raw().getName() + " cannot be bound: it has no property, a getter with its setter");
        }
        return found;
    }

    private void addFields(@Nullable Class<?> declaring) {
        if (declaring == null || declaring == Object.class) {
            return;
        }
        addFields(declaring.getSuperclass());
        for (Field field : declaring.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                fields.put(field.getName(), field);
            }
        }
    }

    private List<Accessors> find() {
        Map<String, Method> getters = new TreeMap<>();
        for (Method method : type.getMethods()) {
            String name = propertyOfGetter(method);
            if (name != null && setterOf(method) != null) {
                getters.put(name, method);
            }
        }
        List<Accessors> found = new ArrayList<>();
        for (String name : fields.keySet()) {
            Method getter = getters.remove(name);
            if (getter != null) {
                found.add(accessors(name, getter));
            }
        }
        getters.forEach((name, getter) -> found.add(accessors(name, getter)));
        checkAnnotations(type, found);
        return found;
    }

    /** What an annotation says must not be lost because it stands where nobody looks. */
    private static void checkAnnotations(@Nullable Class<?> declaring, List<Accessors> found) {
        if (declaring == null || declaring == Object.class) {
            return;
        }
        checkAnnotations(declaring.getSuperclass(), found);
        for (Field field : declaring.getDeclaredFields()) {
            boolean isProperty =
                    found.stream().anyMatch(accessors -> field.getName().equals(propertyOfGetter(accessors.getter())));
            if (!isProperty && isAnnotated(field, field.getAnnotatedType())) {
                throw misplaced("field " + field.getName(), declaring);
            }
        }
        for (Method method : declaring.getDeclaredMethods()) {
            boolean isGetter = method.getParameterCount() == 0
                    && found.stream()
                            .anyMatch(accessors -> accessors.getter().getName().equals(method.getName()));
            if (!isGetter && !method.isSynthetic() && isAnnotated(method, method.getAnnotatedReturnType())) {
                throw misplaced("method " + method.getName(), declaring);
            }
        }
    }

    private static boolean isAnnotated(AnnotatedElement place, AnnotatedType type) {
        return type.isAnnotationPresent(Scale.class)
                || Stream.of(Name.class, Alias.class, Default.class, Doc.class).anyMatch(place::isAnnotationPresent);
    }

    private static Misfit misplaced(String place, Class<?> declaring) {
        return new Misfit(declaring.getName() + " cannot be bound: its " + place
                + " is annotated but belongs to no property; annotate the public getter of one with a setter, or the"
                + " field that is named like the property, such as active for isActive()");
    }

    private Accessors accessors(String name, Method getter) {
        Method setter = setterOf(getter);
        Field field = fields.get(name);
        List<AnnotatedElement> places = field == null ? List.of(getter) : List.of(field, getter);
        try {
            BoundType bound = variables.bind(getter.getAnnotatedReturnType());
            if (bound.scale() == null
                    && field != null
                    && field.getAnnotatedType().isAnnotationPresent(Scale.class)) {
                bound = bound.withScale(field.getAnnotatedType().getAnnotation(Scale.class));
            }
            return new Accessors(Property.of(name, bound, places), getter, Objects.requireNonNull(setter));
        } catch (Misfit misfit) {
            throw misfit.inComponent(name);
        }
    }

    private static @Nullable String propertyOfGetter(Method method) {
        String name = method.getName();
        if (method.getParameterCount() > 0
                || method.isBridge()
                || Modifier.isStatic(method.getModifiers())
                || method.getDeclaringClass() == Object.class) {
            return null;
        }
        Class<?> returned = method.getReturnType();
        if (name.startsWith("get") && name.length() > 3 && returned != void.class) {
            return SchemaNames.decapitalize(name.substring(3));
        }
        boolean isTruth = returned == boolean.class || returned == Boolean.class;
        return name.startsWith("is") && name.length() > 2 && isTruth
                ? SchemaNames.decapitalize(name.substring(2))
                : null;
    }

    private @Nullable Method setterOf(Method getter) {
        String suffix = getter.getName().substring(getter.getName().startsWith("is") ? 2 : 3);
        for (Method method : type.getMethods()) {
            if (method.getName().equals("set" + suffix)
                    && method.getParameterCount() == 1
                    && method.getParameterTypes()[0] == getter.getReturnType()
                    && !method.isBridge()
                    && !Modifier.isStatic(method.getModifiers())) {
                return method;
            }
        }
        return null;
    }
}
