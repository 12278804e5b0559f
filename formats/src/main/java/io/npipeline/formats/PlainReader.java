package io.npipeline.formats;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Records of maps, lists and scalars, as somebody would make them who knows what was meant: times of milliseconds, days or ISO
 * text, bytes of base64. It uses nothing but the JDK, as {@link PlainWriter}.
 */
final class PlainReader {

    private static final Map<Class<?>, Function<Object, Object>> SCALARS = Map.ofEntries(
            Map.entry(Boolean.class, value -> (Boolean) value),
            Map.entry(Byte.class, value -> decimal(value).byteValueExact()),
            Map.entry(Short.class, value -> decimal(value).shortValueExact()),
            Map.entry(Integer.class, value -> decimal(value).intValueExact()),
            Map.entry(Long.class, value -> decimal(value).longValueExact()),
            Map.entry(Float.class, value -> (float) floating(value)),
            Map.entry(Double.class, PlainReader::floating),
            Map.entry(String.class, value -> (String) value),
            Map.entry(Character.class, value -> character((String) value)),
            Map.entry(BigDecimal.class, value -> new BigDecimal((String) value)),
            Map.entry(BigInteger.class, value -> new BigInteger((String) value)),
            Map.entry(byte[].class, PlainReader::bytes),
            Map.entry(UUID.class, value -> UUID.fromString((String) value)),
            Map.entry(Instant.class, value -> time(value, Instant::ofEpochMilli, Instant::parse)),
            Map.entry(LocalDate.class, value -> time(value, LocalDate::ofEpochDay, LocalDate::parse)),
            Map.entry(LocalTime.class, value -> time(value, PlainReader::ofMilliOfDay, LocalTime::parse)),
            Map.entry(LocalDateTime.class, value -> LocalDateTime.parse((String) value)),
            Map.entry(OffsetDateTime.class, value -> OffsetDateTime.parse((String) value)),
            Map.entry(Duration.class, value -> Duration.parse((String) value)));

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class);

    private PlainReader() {}

    /**
     * The record of a map.
     *
     * @throws IllegalArgumentException naming the component whose value is none of its type
     */
    static <T extends Record> T read(Class<T> type, Object plain) {
        return type.cast(record(type, (Map<?, ?>) plain));
    }

    private static Object record(Class<?> type, Map<?, ?> fields) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            String name = components[i].getName();
            try {
                values[i] = value(components[i].getGenericType(), fields.get(name));
            } catch (ClassCastException | ArithmeticException | DateTimeException | IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
            }
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("No record " + type.getSimpleName() + " of " + fields, e);
        }
    }

    private static @Nullable Object value(Type type, @Nullable Object plain) {
        if (type instanceof ParameterizedType generic) {
            return container(generic, plain);
        }
        if (plain == null) {
            return null;
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord()) {
            return record(raw, (Map<?, ?>) plain);
        }
        if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(plain))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no constant " + plain));
        }
        Function<Object, Object> scalar = SCALARS.get(BOXES.getOrDefault(raw, raw));
        if (scalar == null) {
            throw new IllegalArgumentException("no value of " + raw + " is known");
        }
        return scalar.apply(plain);
    }

    private static @Nullable Object container(ParameterizedType type, @Nullable Object plain) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return Optional.ofNullable(value(arguments[0], plain));
        }
        if (plain == null) {
            return null;
        }
        if (type.getRawType() == Map.class) {
            Map<Object, @Nullable Object> map = new LinkedHashMap<>();
            ((Map<?, ?>) plain).forEach((key, entry) -> map.put(String.valueOf(key), value(arguments[1], entry)));
            return map;
        }
        List<@Nullable Object> list = new ArrayList<>();
        ((List<?>) plain).forEach(item -> list.add(value(arguments[0], item)));
        return type.getRawType() == Set.class ? new LinkedHashSet<>(list) : list;
    }

    /** A number whatever its type, and no text. */
    private static BigDecimal decimal(Object value) {
        return new BigDecimal(((Number) value).toString());
    }

    /** JSON has text for what is no number. */
    private static double floating(Object value) {
        return value instanceof String text ? Double.parseDouble(text) : ((Number) value).doubleValue();
    }

    private static char character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("no character: " + text);
        }
        return text.charAt(0);
    }

    private static byte[] bytes(Object value) {
        return value instanceof String text ? Base64.getDecoder().decode(text) : (byte[]) value;
    }

    private static Object time(Object value, LongFunction<Object> ofNumber, Function<String, Object> ofText) {
        return value instanceof String text
                ? ofText.apply(text)
                : ofNumber.apply(decimal(value).longValueExact());
    }

    private static LocalTime ofMilliOfDay(long millis) {
        return LocalTime.ofNanoOfDay(Math.multiplyExact(millis, 1_000_000L));
    }
}
