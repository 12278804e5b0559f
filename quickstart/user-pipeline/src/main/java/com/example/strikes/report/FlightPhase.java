package com.example.strikes.report;

/** What the aircraft was doing. */
public enum FlightPhase implements PublishedCode {
    PARKED("Parked"),
    TAXI("Taxi"),
    TAKE_OFF_RUN("Take-off run"),
    CLIMB("Climb"),
    EN_ROUTE("En Route"),
    DESCENT("Descent"),
    APPROACH("Approach"),
    LANDING_ROLL("Landing Roll");

    private final String code;

    FlightPhase(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
