package io.npipeline.binding;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes random values of the types of {@link RandomTypes}, in the precision that every form keeps. */
final class RandomValues {

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    /** An object of a class, which may be null where a component may. */
    Object object(Class<?> type) throws ReflectiveOperationException {
        return object(BoundType.of(type));
    }

    private Object object(BoundType type) throws ReflectiveOperationException {
        Class<?> raw = type.raw();
        if (raw.isSealed()) {
            Class<?>[] cases = raw.getPermittedSubclasses();
            return object(cases[random.nextInt(cases.length)]);
        }
        TypeVariables variables = new TypeVariables(type);
        if (!raw.isRecord()) {
            Object instance = raw.getConstructor().newInstance();
            for (Field field : raw.getDeclaredFields()) {
                field.setAccessible(true);
                field.set(instance, maybe(variables.bind(field.getAnnotatedType())));
            }
            return instance;
        }
        RecordComponent[] components = raw.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = maybe(variables.bind(components[i].getAnnotatedType()));
        }
        Constructor<?> constructor = raw.getDeclaredConstructors()[0];
        return constructor.newInstance(values);
    }

    private @Nullable Object maybe(BoundType type) throws ReflectiveOperationException {
        boolean never = type.raw().isPrimitive() || type.raw() == Optional.class;
        return never || random.nextInt(4) > 0 ? value(type) : null;
    }

    private Object value(BoundType type) throws ReflectiveOperationException {
        Class<?> raw = type.raw();
        if (raw.isEnum()) {
            Object[] constants = Objects.requireNonNull(raw.getEnumConstants());
            return constants[random.nextInt(constants.length)];
        }
        if (raw == Optional.class) {
            return random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(value(type.arguments().get(0)));
        }
        if (raw == List.class || raw == Collection.class || raw == Set.class) {
            Collection<@Nullable Object> items = raw == Set.class ? new LinkedHashSet<>() : new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                items.add(maybe(type.arguments().get(0)));
            }
            return items;
        }
        if (raw == Map.class) {
            Map<Object, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                map.put(value(type.arguments().get(0)), maybe(type.arguments().get(1)));
            }
            return map;
        }
        if (type.scale() != null) {
            return new BigDecimal(new BigInteger(50, random), type.scale().value());
        }
        Object scalar = scalar(raw);
        return scalar != null ? scalar : object(type);
    }

    private @Nullable Object scalar(Class<?> type) {
        Instant instant = Instant.ofEpochMilli(random.nextLong() >> 24);
        return switch (type.getSimpleName()) {
            case "boolean", "Boolean" -> random.nextBoolean();
            case "byte", "Byte" -> (byte) random.nextInt();
            case "short", "Short" -> (short) random.nextInt();
            case "int", "Integer" -> random.nextInt();
            case "long", "Long" -> random.nextLong() >> random.nextInt(64);
            case "float", "Float" -> random.nextInt() / 16f;
            case "double", "Double" -> random.nextLong() * 0.1;
            case "char", "Character" -> (char) random.nextInt(Character.MIN_SURROGATE);
            case "String" -> Long.toString(random.nextLong() >> random.nextInt(64), 36) + "\u00e4\"";
            case "BigDecimal" -> new BigDecimal(new BigInteger(60, random), random.nextInt(-9, 9));
            case "BigInteger" -> new BigInteger(80, random).negate();
            case "UUID" -> new UUID(random.nextLong(), random.nextLong());
            case "ByteBuffer" -> ByteBuffer.wrap(new BigInteger(40, random).toByteArray());
            case "Instant" -> instant;
            case "Date" -> Date.from(instant);
            case "LocalDate" -> LocalDate.ofEpochDay(random.nextInt() >> 8);
            case "LocalTime" -> LocalTime.ofNanoOfDay(random.nextInt(86_400_000) * 1_000_000L);
            case "LocalDateTime" -> instant.atZone(ZoneOffset.UTC).toLocalDateTime();
            case "OffsetDateTime" -> instant.atOffset(ZoneOffset.ofHours(random.nextInt(-18, 19)));
            case "ZonedDateTime" -> instant.atZone(ZoneId.of("Europe/Berlin"));
            case "Duration" -> Duration.ofMillis(random.nextLong() >> 8);
            default -> null;
        };
    }
}
