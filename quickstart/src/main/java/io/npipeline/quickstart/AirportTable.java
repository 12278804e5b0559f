package io.npipeline.quickstart;

import io.npipeline.quickstart.check.StrikesDatabase.AirportCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of airports and what strikes cost there. */
final class AirportTable {

    private static final int MIN_NAME_WIDTH = 7;

    private AirportTable() {}

    /** The lines of the table, headings first; none without airports. */
    static List<String> lines(List<AirportCost> airports) {
        if (airports.isEmpty()) {
            return List.of();
        }
        int width =
                airports.stream().mapToInt(airport -> name(airport).length()).reduce(MIN_NAME_WIDTH, Math::max);
        List<String> lines = new ArrayList<>();
        lines.add(line(width, "Airport", "Strikes", "Damaging", "Total cost"));
        for (AirportCost airport : airports) {
            lines.add(line(
                    width,
                    name(airport),
                    String.format(Locale.ROOT, "%,d", airport.strikes()),
                    String.format(Locale.ROOT, "%,d", airport.damaging()),
                    String.format(Locale.ROOT, "$%,d", airport.totalCost())));
        }
        return lines;
    }

    /** On one line, whatever the file has in it. */
    private static String name(AirportCost airport) {
        return airport.airport().replaceAll("\\s+", " ");
    }

    private static String line(int width, String airport, String strikes, String damaging, String cost) {
        return ("%-" + width + "s %8s %9s %14s").formatted(airport, strikes, damaging, cost);
    }
}
