package io.npipeline.quickstart.check;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which rows are fit to be stored: the checker's own reading of what is published about the data. */
final class StrikeRules {

    private static final Map<Integer, Set<String>> CODES = Map.of(
            column("Effect Amount of damage"), Set.of("None", "Minor", "Medium", "Substantial"),
            column("Phase of flight"),
                    Set.of(
                            "Parked",
                            "Taxi",
                            "Take-off run",
                            "Climb",
                            "Departure",
                            "En Route",
                            "Local",
                            "Descent",
                            "Arrival",
                            "Approach",
                            "Landing Roll",
                            "Unknown"),
            column("Wildlife Size"), Set.of("Small", "Medium", "Large"),
            column("Time of day"), Set.of("Dawn", "Day", "Dusk", "Night"));
    private static final List<Integer> COSTS =
            List.of(column("Cost Other"), column("Cost Repair"), column("Cost Total $"));
    private static final int DATE = column("Flight Date");
    private static final int SPEED = column("Speed IAS in knots");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,15}|\\d{1,3}(,\\d{3}){1,4}");
    private static final Pattern KNOTS = Pattern.compile("\\d{0,4}");

    private StrikeRules() {}

    /** Why a row must not be stored; empty when it must be. */
    static Optional<String> objection(List<String> row) {
        if (row.size() != StrikesFile.COLUMNS.size()) {
            return Optional.of("it has " + row.size() + " columns");
        }
        for (int column = 0; column < row.size(); column++) {
            if (!isValid(column, row.get(column))) {
                return Optional.of(StrikesFile.COLUMNS.get(column) + " is \"" + row.get(column) + "\"");
            }
        }
        return Optional.empty();
    }

    private static boolean isValid(int column, String value) {
        if (CODES.containsKey(column)) {
            return CODES.get(column).contains(value);
        }
        if (COSTS.contains(column)) {
            return AMOUNT.matcher(value).matches();
        }
        if (column == DATE) {
            return isDate(value);
        }
        return column != SPEED || KNOTS.matcher(value).matches();
    }

    private static boolean isDate(String value) {
        try {
            LocalDate.parse(value);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** A row's value as the database must hold it: numbers without separators and leading zeros, no speed as null. */
    static String stored(int column, String value) {
        if (COSTS.contains(column) || (column == SPEED && !value.isEmpty())) {
            return Long.toString(Long.parseLong(value.replace(",", "")));
        }
        return value;
    }

    private static int column(String name) {
        return StrikesFile.COLUMNS.indexOf(name);
    }
}
