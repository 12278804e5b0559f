package io.npipeline.integration.compatibility;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The fields, methods and constructors that the JVM finds by a class, inherited ones too, each as a text. */
final class Members {

    private static final String CONSTRUCTOR = "<init>";

    private Members() {}

    static Set<String> of(Class<?> type) {
        Set<String> members = new HashSet<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            members.add(codeUnit(CONSTRUCTOR, names(constructor.getParameterTypes()), "void"));
        }
        addInheritable(type, members);
        return members;
    }

    private static void addInheritable(Class<?> type, Set<String> members) {
        for (Field field : type.getDeclaredFields()) {
            members.add(field(field.getName(), field.getType().getName()));
        }
        for (Method method : type.getDeclaredMethods()) {
            members.add(codeUnit(
                    method.getName(),
                    names(method.getParameterTypes()),
                    method.getReturnType().getName()));
        }
        Class<?> above = type.getSuperclass();
        if (above != null) {
            addInheritable(above, members);
        } else if (type.isInterface()) {
            addInheritable(Object.class, members);
        }
        for (Class<?> implemented : type.getInterfaces()) {
            addInheritable(implemented, members);
        }
    }

    static String field(String name, String type) {
        return name + ": " + type;
    }

    static String codeUnit(String name, List<String> parameterTypes, String returnType) {
        return name + "(" + String.join(", ", parameterTypes) + "): " + returnType;
    }

    private static List<String> names(Class<?>[] types) {
        return Arrays.stream(types).map(Class::getName).toList();
    }
}
