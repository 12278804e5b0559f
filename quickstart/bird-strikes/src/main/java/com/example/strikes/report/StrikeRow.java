package com.example.strikes.report;

import java.util.List;

/**
 * A line of the published file, as text. The body of a record in the topic.
 *
 * @param id file and line it came from; published rows have no identity of their own, and some are equal
 */
public record StrikeRow(
        String id,
        String airport,
        String aircraft,
        String damage,
        String flightDate,
        String operator,
        String state,
        String phase,
        String wildlifeSize,
        String species,
        String timeOfDay,
        String costOther,
        String costRepair,
        String costTotal,
        String speedKnots) {

    /** The columns of the published file. */
    public static final List<String> COLUMNS = List.of(
            "Airport Name",
            "Aircraft Make Model",
            "Effect Amount of damage",
            "Flight Date",
            "Aircraft Airline Operator",
            "Origin State",
            "Phase of flight",
            "Wildlife Size",
            "Wildlife Species",
            "Time of day",
            "Cost Other",
            "Cost Repair",
            "Cost Total $",
            "Speed IAS in knots");
}
