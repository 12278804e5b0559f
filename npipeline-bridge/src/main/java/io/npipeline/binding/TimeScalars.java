package io.npipeline.binding;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Dates and times. Those with a logical type in Connect use it in a Struct; the others, and all of them without a
 * schema, are ISO text.
 */
final class TimeScalars {

    static final List<Scalar<?>> ALL = List.of(
            Scalar.of(
                    Instant.class,
                    Timestamp::builder,
                    LogicalTimes::ofInstant,
                    Instant::toString,
                    TimeScalars::readInstant),
            Scalar.of(
                    Date.class,
                    Timestamp::builder,
                    date -> LogicalTimes.ofInstant(LogicalTimes.toInstant(date)),
                    date -> LogicalTimes.toInstant(date).toString(),
                    value -> LogicalTimes.ofInstant(readInstant(value))),
            Scalar.of(
                    LocalDate.class,
                    org.apache.kafka.connect.data.Date::builder,
                    LogicalTimes::ofLocalDate,
                    LocalDate::toString,
                    TimeScalars::readLocalDate),
            Scalar.of(
                    LocalTime.class,
                    Time::builder,
                    LogicalTimes::ofLocalTime,
                    LocalTime::toString,
                    TimeScalars::readLocalTime),
            isoText(LocalDateTime.class, LocalDateTime::toString, LocalDateTime::parse),
            isoText(OffsetDateTime.class, OffsetDateTime::toString, OffsetDateTime::parse),
            isoText(ZonedDateTime.class, ZonedDateTime::toString, ZonedDateTime::parse),
            isoText(Duration.class, Duration::toString, Duration::parse));

    private TimeScalars() {}

    private static <T> Scalar<T> isoText(Class<T> type, Function<T, String> format, Function<String, T> parser) {
        String expected = "ISO text of a " + type.getSimpleName();
        return Scalar.ofText(type, format, value -> Scalar.parse(expected, value, parser));
    }

    private static Instant readInstant(Object value) {
        if (value instanceof Date date) {
            return LogicalTimes.toInstant(date);
        }
        if (value instanceof Number) {
            return Instant.ofEpochMilli(Numbers.toInteger(value, "epoch milliseconds", Long.MIN_VALUE, Long.MAX_VALUE));
        }
        return Scalar.parse("TIMESTAMP, epoch milliseconds or ISO text of an Instant", value, Instant::parse);
    }

    private static LocalDate readLocalDate(Object value) {
        if (value instanceof Date date) {
            return LogicalTimes.toLocalDate(date);
        }
        if (value instanceof Number) {
            return LocalDate.ofEpochDay(Numbers.toInteger(value, "epoch days", Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        return Scalar.parse("DATE, epoch days or ISO text of a LocalDate", value, LocalDate::parse);
    }

    private static LocalTime readLocalTime(Object value) {
        if (value instanceof Date date) {
            return LogicalTimes.toLocalTime(date);
        }
        if (value instanceof Number) {
            return LogicalTimes.ofMillisOfDay(
                    Numbers.toInteger(value, "milliseconds of a day", 0, LogicalTimes.MILLIS_PER_DAY - 1));
        }
        return Scalar.parse("TIME, milliseconds of a day or ISO text of a LocalTime", value, LocalTime::parse);
    }
}
