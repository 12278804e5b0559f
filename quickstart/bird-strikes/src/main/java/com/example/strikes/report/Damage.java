package com.example.strikes.report;

/** How badly the aircraft was damaged. */
public enum Damage implements PublishedCode {
    NONE("None"),
    MINOR("Minor"),
    MEDIUM("Medium"),
    SUBSTANTIAL("Substantial");

    private final String code;

    Damage(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
