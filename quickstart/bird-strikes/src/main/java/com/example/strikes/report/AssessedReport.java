package com.example.strikes.report;

/**
 * A report and how bad the strike was.
 *
 * @param score from 0 to 100
 */
public record AssessedReport(StrikeReport report, int score, Severity severity) {}
