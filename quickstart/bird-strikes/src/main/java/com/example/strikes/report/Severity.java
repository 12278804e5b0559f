package com.example.strikes.report;

/** What a strike calls for. */
public enum Severity {
    LOW,
    MODERATE,
    HIGH,
    CRITICAL;

    /** The level of a score. */
    static Severity of(int score) {
        if (score >= 80) {
            return CRITICAL;
        }
        if (score >= 50) {
            return HIGH;
        }
        return score >= 20 ? MODERATE : LOW;
    }
}
