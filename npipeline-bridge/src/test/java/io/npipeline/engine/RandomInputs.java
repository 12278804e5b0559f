package io.npipeline.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes what could be a record's key or value: bytes without a sense, JSON of any shape, and what fits, whole or damaged. */
final class RandomInputs {

    private static final List<String> TEXTS =
            List.of("", "id", "amount", "BUY", "a b", "gr\u00f6\u00dfer", "\ud83d\ude00", "null", "1", "2026-01-01");
    private static final List<String> NUMBERS = List.of(
            "0", "-0", "1", "-7", "0.1", "1e400", "9007199254740993", "170141183460469231731687303715884105728");
    private static final List<String> SCHEMA_TYPES =
            List.of("string", "int64", "int32", "double", "boolean", "bytes", "nonsense");

    private final Random random;

    RandomInputs(Random random) {
        this.random = random;
    }

    byte @Nullable [] next() {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1, 2 -> bytes(random.nextInt(40));
            case 3 -> bytes(1 << random.nextInt(4));
            case 4, 5 -> utf8(json(3));
            case 6, 7 -> utf8(fitting());
            case 8 -> damaged(utf8(fitting()));
            case 9 -> utf8(envelope());
            case 10 -> damaged(utf8(envelope()));
            default -> utf8(random.nextInt(8) == 0 ? deep() : fitting());
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** With a byte that is another one, or without its end. */
    private byte[] damaged(byte[] bytes) {
        if (random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            return bytes;
        }
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private String json(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> quoted(oneOf(TEXTS));
            case 1 -> oneOf(NUMBERS);
            case 2 -> String.valueOf(random.nextBoolean());
            case 3 -> "null";
            case 4 -> some(() -> json(depth - 1)).collect(Collectors.joining(",", "[", "]"));
            default ->
                some(() -> quoted(oneOf(TEXTS)) + ":" + json(depth - 1)).collect(Collectors.joining(",", "{", "}"));
        };
    }

    /** An object that the bodies of the test are read from, but for what may be wrong with one of its fields. */
    private String fitting() {
        String amount = random.nextInt(4) == 0 ? json(1) : String.valueOf(random.nextInt(100));
        String side = random.nextInt(4) == 0 ? json(0) : quoted("BUY");
        return switch (random.nextInt(3)) {
            case 0 -> "{\"order\":{\"id\":\"a\",\"amount\":" + amount + ",\"tags\":[]}}";
            case 1 -> "[" + amount + "," + side + "]";
            default ->
                "{\"id\":\"a\",\"amount\":" + amount + ",\"price\":\"1.50\",\"tags\":[\"x\",null],\"side\":" + side
                        + ",\"at\":null}";
        };
    }

    /** JSON with a schema, as JsonConverter writes it. */
    private String envelope() {
        String amount = oneOf(SCHEMA_TYPES);
        return "{\"schema\":{\"type\":\"struct\",\"optional\":" + random.nextBoolean()
                + ",\"fields\":[{\"field\":\"id\",\"type\":\"string\"},{\"field\":\"amount\",\"type\":\"" + amount
                + "\",\"optional\":true}]},\"payload\":{\"id\":\"a\",\"amount\":" + json(0) + "}}";
    }

    private String deep() {
        int depth = 1 << random.nextInt(12);
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private Stream<String> some(Supplier<String> supplier) {
        return Stream.generate(supplier).limit(random.nextInt(4));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
