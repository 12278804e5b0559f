package io.npipeline.benchmarks.worker;

/** A record of ten fields, as a meter would send it. Immutable. */
public record Reading(
        long number,
        String meter,
        String site,
        int channel,
        double value,
        String unit,
        boolean estimated,
        long takenAt,
        int quality,
        String remark) {

    /** The reading with a number, the same one at each call. */
    public static Reading numbered(long number) {
        int channel = (int) (number % 16);
        return new Reading(
                number,
                "meter-" + number % 1000,
                "site-" + number % 37,
                channel,
                channel * 0.25 + 0.5,
                "kWh",
                channel == 3,
                1_700_000_000_000L + number,
                (int) (number % 100),
                "none");
    }

    /** Its JSON, some 160 bytes. */
    public String json() {
        return "{\"number\":" + number + ",\"meter\":\"" + meter + "\",\"site\":\"" + site + "\",\"channel\":" + channel
                + ",\"value\":" + value + ",\"unit\":\"" + unit + "\",\"estimated\":" + estimated + ",\"takenAt\":"
                + takenAt + ",\"quality\":" + quality + ",\"remark\":\"" + remark + "\"}";
    }
}
