package com.example.strikes.report;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the values of one row. What cannot be read is an {@link IllegalArgumentException} that names the row, the column
 * and the value.
 */
record FieldReader(String id) {

    private static final Pattern DOLLARS = Pattern.compile("\\d{1,15}|\\d{1,3}(,\\d{3}){1,4}");
    private static final Pattern KNOTS = Pattern.compile("\\d{1,4}");

    <C extends PublishedCode> C code(String column, String value, C[] published) {
        for (C candidate : published) {
            if (candidate.code().equals(value)) {
                return candidate;
            }
        }
        String codes = Arrays.stream(published).map(PublishedCode::code).collect(Collectors.joining(", "));
        throw invalid(column, value, "one of " + codes);
    }

    LocalDate date(String column, String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw invalid(column, value, "a date such as 1990-01-08");
        }
    }

    long dollars(String column, String value) {
        if (!DOLLARS.matcher(value).matches()) {
            throw invalid(column, value, "a whole amount of dollars");
        }
        return Long.parseLong(value.replace(",", ""));
    }

    OptionalInt knots(String column, String value) {
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!KNOTS.matcher(value).matches()) {
            throw invalid(column, value, "a whole number of knots or nothing");
        }
        return OptionalInt.of(Integer.parseInt(value));
    }

    private IllegalArgumentException invalid(String column, String value, String expected) {
        return new IllegalArgumentException(id + ": " + column + " is \"" + value + "\", expected " + expected);
    }
}
