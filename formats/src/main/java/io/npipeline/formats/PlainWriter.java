package io.npipeline.formats;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records as the maps, lists and scalars that somebody would write by the schemas that were written by hand. It uses nothing but
 * the JDK: with the binding on both sides, what that does wrong twice would not be seen. Immutable.
 */
final class PlainWriter {

    /** The decimal in the schema of Avro has so many digits behind its point. */
    private static final int SCALE = 2;

    private static final Set<Class<?>> SCALARS = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            String.class,
            byte[].class);

    private final Format format;

    PlainWriter(Format format) {
        this.format = format;
    }

    Map<String, @Nullable Object> write(Record sent) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : sent.getClass().getRecordComponents()) {
            fields.put(component.getName(), plain(content(sent, component)));
        }
        return fields;
    }

    private static @Nullable Object content(Record sent, RecordComponent component) {
        try {
            return component.getAccessor().invoke(sent);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("No component " + component, e);
        }
    }

    private @Nullable Object plain(@Nullable Object content) {
        if (content instanceof BigDecimal decimal) {
            return decimal(decimal);
        }
        if (content == null || SCALARS.contains(content.getClass())) {
            return content;
        }
        if (content instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        }
        if (content instanceof Collection<?> items) {
            List<@Nullable Object> list = new ArrayList<>();
            items.forEach(item -> list.add(plain(item)));
            return list;
        }
        if (content instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            map.forEach((key, value) -> entries.put((String) key, plain(value)));
            return entries;
        }
        if (content instanceof Record inner) {
            return write(inner);
        }
        if (content instanceof Enum<?> constant) {
            return constant.name();
        }
        return hasTypesForTimes() ? time(content) : content.toString();
    }

    private boolean hasTypesForTimes() {
        return format != Format.JSON && format != Format.JSON_SCHEMA;
    }

    private Object decimal(BigDecimal decimal) {
        return isAvro()
                ? decimal.setScale(SCALE, RoundingMode.UNNECESSARY)
                        .unscaledValue()
                        .toByteArray()
                : decimal.toPlainString();
    }

    private Object time(Object content) {
        if (content instanceof LocalDate date) {
            return (int) date.toEpochDay();
        }
        if (content instanceof LocalTime time) {
            return time.get(ChronoField.MILLI_OF_DAY);
        }
        if (content instanceof Instant instant) {
            return isAvro()
                    ? (Object) instant.toEpochMilli()
                    : Map.of("seconds", instant.getEpochSecond(), "nanos", instant.getNano());
        }
        return content.toString();
    }

    private boolean isAvro() {
        return format == Format.AVRO_APICURIO || format == Format.AVRO_CONFLUENT;
    }
}
