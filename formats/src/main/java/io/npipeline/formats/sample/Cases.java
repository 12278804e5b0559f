package io.npipeline.formats.sample;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The values that are carried. */
public final class Cases {

    /** Two scripts, an accent that is a character of its own, one outside the basic plane, and a control character. */
    private static final String UNICODE = "Grüße, 世界 e\u0301 \uD83E\uDD86 \u0001";

    /** The first whole number that a double cannot hold. */
    private static final long BEYOND_DOUBLE = (1L << 53) + 1;

    private static final Place PLACE = new Place("Zürich", new Point(8.5417, 47.3769));

    /** All of them, in the order of the table. */
    public static final List<Case> ALL = List.of(
            new Case("boolean", "true", "truth", true),
            new Case("boolean", "null", "truth", null),
            new Case("byte", "min", "int8", Byte.MIN_VALUE),
            new Case("byte", "max", "int8", Byte.MAX_VALUE),
            new Case("byte", "null", "int8", null),
            new Case("short", "min", "int16", Short.MIN_VALUE),
            new Case("short", "max", "int16", Short.MAX_VALUE),
            new Case("short", "null", "int16", null),
            new Case("int", "min", "int32", Integer.MIN_VALUE),
            new Case("int", "max", "int32", Integer.MAX_VALUE),
            new Case("int", "0", "int32", 0),
            new Case("int", "null", "int32", null),
            new Case("long", "min", "int64", Long.MIN_VALUE),
            new Case("long", "max", "int64", Long.MAX_VALUE),
            new Case("long", "2^53 + 1", "int64", BEYOND_DOUBLE),
            new Case("long", "null", "int64", null),
            new Case("float", "min", "float32", Float.MIN_VALUE),
            new Case("float", "max", "float32", Float.MAX_VALUE),
            new Case("float", "0.1", "float32", 0.1f),
            new Case("float", "-0.0", "float32", -0.0f),
            new Case("float", "NaN", "float32", Float.NaN),
            new Case("float", "-Infinity", "float32", Float.NEGATIVE_INFINITY),
            new Case("float", "null", "float32", null),
            new Case("double", "min", "float64", Double.MIN_VALUE),
            new Case("double", "max", "float64", Double.MAX_VALUE),
            new Case("double", "0.1", "float64", 0.1),
            new Case("double", "-0.0", "float64", -0.0),
            new Case("double", "NaN", "float64", Double.NaN),
            new Case("double", "Infinity", "float64", Double.POSITIVE_INFINITY),
            new Case("double", "null", "float64", null),
            new Case("String", "empty", "text", ""),
            new Case("String", "unicode", "text", UNICODE),
            new Case("String", "null", "text", null),
            new Case("char", "é", "character", 'é'),
            new Case("char", "null", "character", null),
            new Case("enum", "a constant", "color", Color.GREEN),
            new Case("enum", "the first constant", "color", Color.RED),
            new Case("enum", "null", "color", null),
            new Case("BigDecimal", "0.10", "decimal", new BigDecimal("0.10")),
            new Case("BigDecimal", "22 digits", "decimal", new BigDecimal("-12345678901234567890.12")),
            new Case("BigDecimal", "null", "decimal", null),
            new Case("BigInteger", "2^70", "bigInteger", BigInteger.TWO.pow(70)),
            new Case("BigInteger", "null", "bigInteger", null),
            new Case("byte[]", "each byte", "bytes", eachByte()),
            new Case("byte[]", "empty", "bytes", new byte[0]),
            new Case("byte[]", "null", "bytes", null),
            new Case("UUID", "random", "uuid", UUID.fromString("d9428888-122b-11e1-b85c-61cd3cbb3210")),
            new Case("UUID", "null", "uuid", null),
            new Case("Instant", "milliseconds", "instant", Instant.parse("2026-02-28T23:59:59.999Z")),
            new Case("Instant", "nanoseconds", "instant", Instant.parse("2026-02-28T23:59:59.123456789Z")),
            new Case("Instant", "before 1970", "instant", Instant.parse("1582-10-04T12:00:00.001Z")),
            new Case("Instant", "null", "instant", null),
            new Case("LocalDate", "today", "date", LocalDate.of(2026, 2, 28)),
            new Case("LocalDate", "before 1970", "date", LocalDate.of(1582, 10, 4)),
            new Case("LocalDate", "null", "date", null),
            new Case("LocalTime", "milliseconds", "time", LocalTime.parse("23:59:59.999")),
            new Case("LocalTime", "nanoseconds", "time", LocalTime.parse("23:59:59.123456789")),
            new Case("LocalTime", "midnight", "time", LocalTime.MIDNIGHT),
            new Case("LocalTime", "null", "time", null),
            new Case("LocalDateTime", "nanoseconds", "dateTime", LocalDateTime.parse("2026-02-28T23:59:59.123456789")),
            new Case("LocalDateTime", "null", "dateTime", null),
            new Case(
                    "OffsetDateTime",
                    "nanoseconds",
                    "offsetDateTime",
                    OffsetDateTime.parse("2026-02-28T23:59:59.123456789+05:45")),
            new Case("OffsetDateTime", "null", "offsetDateTime", null),
            new Case("Duration", "nanoseconds", "duration", Duration.ofSeconds(-90, 1)),
            new Case("Duration", "null", "duration", null),
            new Case("Optional", "of 7", "optional", Optional.of(7)),
            new Case("Optional", "empty", "optional", Optional.empty()),
            new Case("List", "of longs", "numbers", List.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE)),
            new Case("List", "with a null", "numbers", Arrays.asList(1L, null, 3L)),
            new Case("List", "empty", "numbers", List.of()),
            new Case("List", "null", "numbers", null),
            new Case("Set", "of text", "tags", Set.of(UNICODE, "")),
            new Case("Set", "null", "tags", null),
            new Case("Map", "of longs", "counts", Map.of(UNICODE, 7L, "", Long.MAX_VALUE)),
            new Case("Map", "with a null", "counts", withNull()),
            new Case("Map", "empty", "counts", Map.of()),
            new Case("Map", "null", "counts", null),
            new Case("record", "in a record", "place", PLACE),
            new Case("record", "with a null in it", "place", new Place("nowhere", null)),
            new Case("record", "null", "place", null),
            new Case("List of records", "two", "places", List.of(PLACE, new Place("", new Point(-1.5, 0)))),
            new Case("List of records", "null", "places", null),
            new Case("primitives", "zero", "primitives", new Primitives(false, (byte) 0, (short) 0, 0, 0, 0, 0)),
            new Case(
                    "primitives",
                    "min",
                    "primitives",
                    new Primitives(
                            true,
                            Byte.MIN_VALUE,
                            Short.MIN_VALUE,
                            Integer.MIN_VALUE,
                            Long.MIN_VALUE,
                            -Float.MAX_VALUE,
                            -Double.MAX_VALUE)),
            new Case(
                    "primitives",
                    "max",
                    "primitives",
                    new Primitives(
                            true,
                            Byte.MAX_VALUE,
                            Short.MAX_VALUE,
                            Integer.MAX_VALUE,
                            Long.MAX_VALUE,
                            Float.MAX_VALUE,
                            Double.MAX_VALUE)),
            new Case("primitives", "null", "primitives", null));

    private Cases() {}

    /** The case with a name. */
    public static Case named(String name) {
        return ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No case " + name));
    }

    private static byte[] eachByte() {
        byte[] bytes = new byte[1 << Byte.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static Map<String, @Nullable Long> withNull() {
        Map<String, @Nullable Long> counts = new LinkedHashMap<>();
        counts.put("one", 1L);
        counts.put("none", null);
        return counts;
    }

    /** The cases of a list of names. */
    static List<Case> without(Set<String> names) {
        List<Case> rest = new ArrayList<>(ALL);
        rest.removeIf(one -> names.contains(one.name()));
        return rest;
    }
}
