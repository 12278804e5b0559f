package io.npipeline.binding;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record with a component of every type that every form supports. */
@SuppressWarnings("ArrayRecordComponent") // users write such records
record Everything(
        Primitives primitives,
        @Nullable Boxes boxes,
        Texts texts,
        Times times,
        byte[] bytes,
        ByteBuffer buffer,
        Optional<Primitives> optionalRecord,
        List<@Nullable Texts> list,
        List<Optional<Integer>> optionals,
        OptionalNumbers optionalNumbers,
        Set<Long> set,
        Map<String, Times> map,
        Map<String, List<Map<String, BigDecimal>>> nested) {

    enum Color {
        RED,
        GREEN,
        BLUE
    }

    record Primitives(
            boolean flag,
            byte int8,
            short int16,
            int int32,
            long int64,
            float float32,
            double float64,
            char character) {}

    record Boxes(
            @Nullable Boolean flag,
            @Nullable Byte int8,
            @Nullable Short int16,
            @Nullable Integer int32,
            @Nullable Long int64,
            @Nullable Float float32,
            @Nullable Double float64,
            @Nullable Character character) {}

    record OptionalNumbers(OptionalInt int32, OptionalLong int64, OptionalDouble float64) {}

    record Texts(
            @Nullable String text,
            Color color,
            UUID uuid,
            BigDecimal decimal,
            BigInteger integer,
            Optional<String> note) {}

    record Times(
            Instant instant,
            Date date,
            LocalDate day,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            Duration duration) {

        /** What is left of this in a Struct, whose logical types end at milliseconds. */
        Times inMillis() {
            return new Times(
                    instant.truncatedTo(ChronoUnit.MILLIS),
                    date,
                    day,
                    time.truncatedTo(ChronoUnit.MILLIS),
                    dateTime,
                    offset,
                    zoned,
                    duration);
        }
    }
}
