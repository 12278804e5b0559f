package io.npipeline.formats.sample;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A body with one component of each type. A case fills one of them, the others are null or empty. Immutable. */
@SuppressWarnings("ArrayRecordComponent") // one of the types that bodies may have
public record Sample(
        @Nullable Boolean truth,
        @Nullable Byte int8,
        @Nullable Short int16,
        @Nullable Integer int32,
        @Nullable Long int64,
        @Nullable Float float32,
        @Nullable Double float64,
        @Nullable String text,
        @Nullable Character character,
        @Nullable Color color,
        @Nullable BigDecimal decimal,
        @Nullable BigInteger bigInteger,
        byte @Nullable [] bytes,
        @Nullable UUID uuid,
        @Nullable Instant instant,
        @Nullable LocalDate date,
        @Nullable LocalTime time,
        @Nullable LocalDateTime dateTime,
        @Nullable OffsetDateTime offsetDateTime,
        @Nullable Duration duration,
        Optional<Integer> optional,
        @Nullable List<@Nullable Long> numbers,
        @Nullable Set<String> tags,
        @Nullable Map<String, @Nullable Long> counts,
        @Nullable Place place,
        @Nullable List<Place> places,
        @Nullable Primitives primitives) {

    /** A sample with one component filled. */
    static Sample with(String component, @Nullable Object content) {
        RecordComponent[] components = Sample.class.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            if (components[i].getName().equals(component)) {
                values[i] = content;
            } else if (types[i] == Optional.class) {
                values[i] = Optional.empty();
            }
        }
        try {
            return Sample.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("No component " + component + " of this type", e);
        }
    }

    /** The content of a component. */
    @Nullable
    Object get(RecordComponent component) {
        try {
            return component.getAccessor().invoke(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("No component " + component, e);
        }
    }
}
