package io.npipeline.binding;

import io.npipeline.binding.Everything.Boxes;
import io.npipeline.binding.Everything.Color;
import io.npipeline.binding.Everything.OptionalNumbers;
import io.npipeline.binding.Everything.Primitives;
import io.npipeline.binding.Everything.Texts;
import io.npipeline.binding.Everything.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes random records, with a taste for extremes. */
final class RandomEverything {

    private static final List<Double> ODD_DOUBLES = Stream.of(
                    "0",
                    "-0",
                    "0.1",
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "4.9E-324",
                    "2.2250738585072014E-308",
                    "1.7976931348623157E308",
                    "9007199254740992",
                    "1E23",
                    "8.41E21",
                    "2E-3")
            .map(Double::valueOf)
            .toList();

    private static final List<Float> ODD_FLOATS = Stream.of(
                    "0",
                    "-0",
                    "0.1",
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "1.4E-45",
                    "1.17549435E-38",
                    "3.4028235E38",
                    "16777216",
                    "33554434",
                    "1E10")
            .map(Float::valueOf)
            .toList();

    private static final List<String> ODD_TEXTS =
            List.of("", " ", "null", "NaN", "{\"a\":1}", "größer", "😀", "\u0000\n\t\"\\", "1");
    private static final List<String> ZONES =
            List.of("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Z", "GMT+2");
    private static final List<Color> COLORS = List.of(Color.values());

    private final Random random;

    RandomEverything(long seed) {
        random = new Random(seed);
    }

    Everything next() {
        return new Everything(
                primitives(),
                maybe(this::boxes),
                texts(),
                times(),
                bytes(),
                ByteBuffer.wrap(bytes()),
                Optional.ofNullable(maybe(this::primitives)),
                list(() -> maybe(this::texts)),
                list(() -> Optional.ofNullable(maybe(random::nextInt))),
                optionalNumbers(),
                set(this::integer),
                map(this::times),
                map(() -> list(() -> map(this::decimal))));
    }

    private Primitives primitives() {
        return new Primitives(
                random.nextBoolean(),
                (byte) random.nextInt(),
                (short) random.nextInt(),
                random.nextInt(),
                integer(),
                float32(),
                float64(),
                character());
    }

    private Boxes boxes() {
        return new Boxes(
                maybe(random::nextBoolean),
                maybe(() -> (byte) random.nextInt()),
                maybe(() -> (short) random.nextInt()),
                maybe(random::nextInt),
                maybe(this::integer),
                maybe(this::float32),
                maybe(this::float64),
                maybe(this::character));
    }

    private OptionalNumbers optionalNumbers() {
        return new OptionalNumbers(
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt()),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(integer()),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(float64()));
    }

    private Texts texts() {
        return new Texts(
                maybe(this::text),
                oneOf(COLORS),
                new UUID(random.nextLong(), random.nextLong()),
                decimal(),
                new BigInteger(random.nextInt(200), random).subtract(BigInteger.valueOf(integer())),
                Optional.ofNullable(maybe(this::text)));
    }

    private Times times() {
        Instant instant = Instant.ofEpochSecond(random.nextLong() >> 28, random.nextInt(1_000_000_000));
        ZoneId zone = ZoneId.of(oneOf(ZONES));
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-64_800, 64_801));
        return new Times(
                instant,
                Date.from(Instant.ofEpochMilli(random.nextLong() >> 20)),
                LocalDate.ofEpochDay(random.nextInt() >> 4),
                LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L)),
                instant.atZone(ZoneOffset.UTC).toLocalDateTime(),
                OffsetDateTime.ofInstant(instant, offset),
                ZonedDateTime.ofInstant(instant, zone),
                Duration.ofSeconds(random.nextLong() >> 8, random.nextInt()));
    }

    private BigDecimal decimal() {
        return new BigDecimal(new BigInteger(random.nextInt(120), random), random.nextInt(-30, 30));
    }

    private long integer() {
        return random.nextLong() >> random.nextInt(64);
    }

    private float float32() {
        return random.nextInt(4) == 0 ? oneOf(ODD_FLOATS) : Float.intBitsToFloat(random.nextInt());
    }

    private double float64() {
        return random.nextInt(4) == 0 ? oneOf(ODD_DOUBLES) : Double.longBitsToDouble(random.nextLong());
    }

    /** Half a surrogate pair is no text, so there are none of those. */
    private char character() {
        return (char) random.nextInt(Character.MIN_SURROGATE);
    }

    private String text() {
        StringBuilder text = new StringBuilder(oneOf(ODD_TEXTS));
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(character());
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> @Nullable T maybe(Supplier<T> supplier) {
        return random.nextInt(4) == 0 ? null : supplier.get();
    }

    private <T extends @Nullable Object> List<T> list(Supplier<T> supplier) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(supplier.get());
        }
        return list;
    }

    private <T> Set<T> set(Supplier<T> supplier) {
        return new HashSet<>(list(supplier));
    }

    private <T> Map<String, T> map(Supplier<T> supplier) {
        Map<String, T> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(), supplier.get());
        }
        return map;
    }
}
