package com.example.strikes.report;

import java.time.LocalDate;
import java.util.OptionalInt;

/**
 * A strike report whose every value is known to be valid.
 *
 * @param id file and line it came from
 * @param costOther in dollars, as are the other costs
 * @param speedKnots indicated air speed; often not reported
 */
public record StrikeReport(
        String id,
        String airport,
        String aircraft,
        Damage damage,
        LocalDate flightDate,
        String operator,
        String state,
        FlightPhase phase,
        WildlifeSize wildlifeSize,
        String species,
        TimeOfDay timeOfDay,
        long costOther,
        long costRepair,
        long costTotal,
        OptionalInt speedKnots) {}
