package com.example.strikes.report;

/** How large the animal was. */
public enum WildlifeSize implements PublishedCode {
    SMALL("Small"),
    MEDIUM("Medium"),
    LARGE("Large");

    private final String code;

    WildlifeSize(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
