package io.npipeline.benchmarks.worker;

/** The checksum of a set of records: a sum, so that their order does not matter. */
public final class Checksum {

    /** An odd number whose multiples are far from each other. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private Checksum() {}

    /** What one record adds. */
    public static long of(long number, int size) {
        long spread = (number + 1) * SPREAD;
        return (spread ^ (spread >>> 32)) + size;
    }

    /** What the records from one number up to another, which is not included, add. */
    public static long ofRange(long from, long to, int size) {
        long sum = 0;
        for (long number = from; number < to; number++) {
            sum += of(number, size);
        }
        return sum;
    }
}
