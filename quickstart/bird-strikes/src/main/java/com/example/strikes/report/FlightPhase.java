package com.example.strikes.report;

/** What the aircraft was doing. */
public enum FlightPhase implements PublishedCode {
    PARKED("Parked"),
    TAXI("Taxi"),
    TAKE_OFF_RUN("Take-off run"),
    CLIMB("Climb"),
    DEPARTURE("Departure"),
    EN_ROUTE("En Route"),
    LOCAL("Local"),
    DESCENT("Descent"),
    ARRIVAL("Arrival"),
    APPROACH("Approach"),
    LANDING_ROLL("Landing Roll"),
    UNKNOWN("Unknown");

    private final String code;

    FlightPhase(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
