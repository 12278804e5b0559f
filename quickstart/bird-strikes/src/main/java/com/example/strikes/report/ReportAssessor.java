package com.example.strikes.report;

import io.npipeline.node.TransformNode;

/** Scores a strike: up to 60 points for the damage, 25 for the cost, 15 for the animal. */
public final class ReportAssessor implements TransformNode<StrikeReport, AssessedReport> {

    @Override
    public AssessedReport transform(StrikeReport report) {
        int score = damagePoints(report.damage()) + costPoints(report.costTotal()) + sizePoints(report.wildlifeSize());
        return new AssessedReport(report, score, Severity.of(score));
    }

    private static int damagePoints(Damage damage) {
        return switch (damage) {
            case NONE -> 0;
            case MINOR -> 20;
            case MEDIUM -> 40;
            case SUBSTANTIAL -> 60;
        };
    }

    private static int costPoints(long dollars) {
        if (dollars >= 1_000_000) {
            return 25;
        }
        if (dollars >= 100_000) {
            return 15;
        }
        return dollars >= 10_000 ? 5 : 0;
    }

    private static int sizePoints(WildlifeSize size) {
        return switch (size) {
            case SMALL -> 0;
            case MEDIUM -> 5;
            case LARGE -> 15;
        };
    }
}
