package io.npipeline.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the source of random types: enums, records, generic records, classes with properties and sealed types, each of
 * which may hold those before it.
 */
final class RandomTypes {

    private static final List<String> PRIMITIVES =
            List.of("boolean", "byte", "short", "int", "long", "float", "double", "char");

    private static final List<String> SCALARS = List.of(
            "Boolean",
            "Byte",
            "Short",
            "Integer",
            "Long",
            "Float",
            "Double",
            "Character",
            "String",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.util.UUID",
            "java.nio.ByteBuffer",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalTime",
            "java.time.LocalDateTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            "java.time.Duration",
            "java.util.Date",
            "java.math.@Scale(4) BigDecimal");

    private static final List<String> KEYS = List.of(
            "String",
            "Integer",
            "Long",
            "Short",
            "Byte",
            "Boolean",
            "Character",
            "java.util.UUID",
            "java.math.BigInteger",
            "java.time.LocalDate",
            "java.time.Instant");

    private final Random random;
    private final StringBuilder source = new StringBuilder("""
            package fuzz;
            import io.npipeline.binding.*;
            public final class Types {
            """);
    private final List<String> objects = new ArrayList<>();
    private final List<String> enums = new ArrayList<>();
    private final List<String> keyEnums = new ArrayList<>();
    private final List<String> generics = new ArrayList<>();

    RandomTypes(Random random) {
        this.random = random;
    }

    /** The class {@code fuzz.Types}, in which the types are; bodies are those that have no variables. */
    String source(int types) {
        for (int i = 0; i < types; i++) {
            switch (random.nextInt(8)) {
                case 0 -> addEnum("E" + i);
                case 1 -> addGeneric("G" + i);
                case 2, 3 -> addPojo("P" + i, 1 + random.nextInt(5));
                case 4 -> addSealed("S" + i);
                default -> addRecord("R" + i, "");
            }
        }
        return source.append("}\n").toString();
    }

    /** The same with one class of so many properties. */
    String sourceOfWideClass(int properties) {
        addPojo("Wide", properties);
        return source.append("}\n").toString();
    }

    /** The names of those that can be bodies. */
    List<String> bodies() {
        return List.copyOf(objects);
    }

    private void addEnum(String name) {
        String nativeType = random.nextBoolean() ? "@NativeType " : "";
        String unknown = random.nextBoolean() ? "@Unknown " : "";
        source.append(nativeType + "public enum " + name + " { ONE, @Name(\"two_\") TWO, " + unknown + "THREE }\n");
        enums.add(name);
        if (unknown.isEmpty()) {
            keyEnums.add(name);
        }
    }

    private void addGeneric(String name) {
        source.append("public record " + name + "<T>(T first, java.util.List<T> more, " + type(1) + " other) {}\n");
        generics.add(name);
    }

    private void addRecord(String name, String suffix) {
        String components = IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> annotations(i) + type(2) + " c" + i)
                .collect(Collectors.joining(", "));
        source.append("public record " + name + "(" + components + ")" + suffix + " {}\n");
        objects.add(name);
    }

    /** One name is what every component has by itself, and the default of a primitive is never used. */
    private String annotations(int index) {
        return switch (random.nextInt(6)) {
            case 0 -> "@Name(\"c_" + index + "\") ";
            case 1 -> "@Alias(\"former" + index + "\") ";
            case 2 -> "@Doc(\"number " + index + "\") ";
            default -> "";
        };
    }

    private void addSealed(String name) {
        String nativeType = random.nextInt(3) == 0 ? "@NativeType " : "";
        source.append(nativeType + "public sealed interface " + name + " {}\n");
        for (int i = 0; i <= random.nextInt(3); i++) {
            addRecord(name + "Case" + i, " implements " + name);
        }
        objects.add(name);
    }

    private void addPojo(String name, int properties) {
        StringBuilder equality = new StringBuilder("true");
        source.append("public static final class " + name + " {\n");
        for (int i = 0; i < properties; i++) {
            String type = type(2);
            source.append(annotations(i) + "private " + type + " c" + i + ";\n");
            source.append("public " + type + " getC" + i + "() { return c" + i + "; }\n");
            source.append("public void setC" + i + "(" + type + " value) { c" + i + " = value; }\n");
            equality.append(" && java.util.Objects.equals(c" + i + ", o.c" + i + ")");
        }
        source.append("@Override public boolean equals(Object other) { return other instanceof " + name + " o && "
                + equality + "; }\n@Override public int hashCode() { return 1; }\n}\n");
        objects.add(name);
    }

    private String type(int depth) {
        return random.nextInt(3) == 0 ? oneOf(PRIMITIVES) : reference(depth);
    }

    private String reference(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 10)) {
            case 0, 1 -> oneOf(SCALARS);
            case 2 -> enums.isEmpty() ? "String" : oneOf(enums);
            case 3, 4 -> objects.isEmpty() ? "Long" : oneOf(objects);
            case 5 -> "java.util.List<" + reference(depth - 1) + ">";
            case 6 -> "java.util.Set<" + oneOf(KEYS) + ">";
            case 7 -> "java.util.Map<" + key() + ", " + reference(depth - 1) + ">";
            case 8 -> "java.util.Optional<" + oneOf(SCALARS) + ">";
            default -> generics.isEmpty() ? "java.util.Collection<String>" : oneOf(generics) + "<" + argument() + ">";
        };
    }

    /** With and without a scale, one name would have two definitions. */
    private String argument() {
        return reference(0).replace("@Scale(4) ", "");
    }

    private String key() {
        return keyEnums.isEmpty() || random.nextBoolean() ? oneOf(KEYS) : oneOf(keyEnums);
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
