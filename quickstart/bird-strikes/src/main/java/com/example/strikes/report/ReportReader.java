package com.example.strikes.report;

import io.npipeline.node.TransformNode;

/** Reads a row of text into a typed report. */
public final class ReportReader implements TransformNode<StrikeRow, StrikeReport> {

    /**
     * @throws IllegalArgumentException naming row, column and value, when a value is not valid
     */
    @Override
    public StrikeReport transform(StrikeRow row) {
        FieldReader fields = new FieldReader(row.id());
        return new StrikeReport(
                row.id(),
                row.airport(),
                row.aircraft(),
                fields.code("Effect Amount of damage", row.damage(), Damage.values()),
                fields.date("Flight Date", row.flightDate()),
                row.operator(),
                row.state(),
                fields.code("Phase of flight", row.phase(), FlightPhase.values()),
                fields.code("Wildlife Size", row.wildlifeSize(), WildlifeSize.values()),
                row.species(),
                fields.code("Time of day", row.timeOfDay(), TimeOfDay.values()),
                fields.dollars("Cost Other", row.costOther()),
                fields.dollars("Cost Repair", row.costRepair()),
                fields.dollars("Cost Total $", row.costTotal()),
                fields.knots("Speed IAS in knots", row.speedKnots()));
    }
}
