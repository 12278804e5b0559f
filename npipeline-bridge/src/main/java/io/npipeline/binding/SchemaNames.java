package io.npipeline.binding;

import java.util.stream.Collectors;

/** Names of schemas that Avro and Protobuf take: letters, digits and underscores, with dots between them. */
final class SchemaNames {

    private SchemaNames() {}

    /**
     * The name of a type's schema: the one it was given, else that of the class, a nested one with a dot behind the one
     * around it. A generic type has one for each of its uses, {@code Page_Order}.
     */
    static String of(BoundType type) {
        return of(type.raw()) + arguments(type);
    }

    static String of(Class<?> type) {
        Name given = type.getAnnotation(Name.class);
        if (given != null) {
            return given.value();
        }
        Class<?> around = type.getEnclosingClass();
        String name = around == null ? type.getName() : classNameOf(around) + "." + type.getSimpleName();
        return legal(name);
    }

    private static String classNameOf(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return around == null ? type.getName() : classNameOf(around) + "." + type.getSimpleName();
    }

    private static String arguments(BoundType type) {
        return type.arguments().stream()
                .map(argument -> "_" + simple(of(argument.raw())) + arguments(argument))
                .collect(Collectors.joining());
    }

    /** What is behind the last dot of a name. */
    static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The simple name of a type's schema as the name of a field. */
    static String fieldOf(Class<?> type) {
        return decapitalize(simple(of(type)));
    }

    /** As Java names properties: {@code OrderId} is {@code orderId}, {@code URL} stays. */
    static String decapitalize(String name) {
        boolean isAbbreviation = name.length() > 1 && Character.isUpperCase(name.charAt(1));
        return name.isEmpty() || isAbbreviation ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static String legal(String name) {
        StringBuilder legal = new StringBuilder(name);
        for (int i = 0; i < legal.length(); i++) {
            if (!isLegal(legal.charAt(i))) {
                legal.setCharAt(i, '_');
            }
        }
        return legal.toString();
    }

    private static boolean isLegal(char character) {
        return character == '.'
                || character == '_'
                || (character >= '0' && character <= '9')
                || (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z');
    }
}
