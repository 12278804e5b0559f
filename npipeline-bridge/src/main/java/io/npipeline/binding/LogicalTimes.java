package io.npipeline.binding;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/**
 * The {@link Date}s by which Connect's logical types Timestamp, Date and Time stand for an instant, a day or a time
 * of day.
 */
@SuppressWarnings("JavaUtilDate") // the class that Connect chose; it is handled here only
final class LogicalTimes {

    static final long MILLIS_PER_DAY = TimeUnit.DAYS.toMillis(1);

    private LogicalTimes() {}

    /** The instant to the millisecond, which is all that a Timestamp holds. */
    static Date ofInstant(Instant instant) {
        try {
            return new Date(instant.toEpochMilli());
        } catch (ArithmeticException e) {
            throw Misfit.expected("an instant within the range of TIMESTAMP", instant);
        }
    }

    static Date ofLocalDate(LocalDate date) {
        long days = date.toEpochDay();
        if (days != (int) days) {
            throw Misfit.expected("a day within the range of DATE", date);
        }
        return new Date(days * MILLIS_PER_DAY);
    }

    /** The time to the millisecond, which is all that a Time holds. */
    static Date ofLocalTime(LocalTime time) {
        return new Date(time.getLong(ChronoField.MILLI_OF_DAY));
    }

    static Instant toInstant(Date date) {
        // Not date.toInstant(), which java.sql.Date refuses.
        return Instant.ofEpochMilli(date.getTime());
    }

    static LocalDate toLocalDate(Date date) {
        if (date.getTime() % MILLIS_PER_DAY != 0) {
            throw Misfit.expected("DATE, which is midnight in UTC", date);
        }
        return LocalDate.ofEpochDay(date.getTime() / MILLIS_PER_DAY);
    }

    static LocalTime toLocalTime(Date date) {
        if (date.getTime() < 0 || date.getTime() >= MILLIS_PER_DAY) {
            throw Misfit.expected("TIME, which is on 1970-01-01 in UTC", date);
        }
        return ofMillisOfDay(date.getTime());
    }

    static LocalTime ofMillisOfDay(long millis) {
        return LocalTime.ofNanoOfDay(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
