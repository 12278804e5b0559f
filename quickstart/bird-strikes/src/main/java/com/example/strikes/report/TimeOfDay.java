package com.example.strikes.report;

/** The light at the time. */
public enum TimeOfDay implements PublishedCode {
    DAWN("Dawn"),
    DAY("Day"),
    DUSK("Dusk"),
    NIGHT("Night");

    private final String code;

    TimeOfDay(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
