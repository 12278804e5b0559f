package io.npipeline.benchmarks.endtoend;

/**
 * How long a comparison is to be. Immutable.
 *
 * @param firstRecords how many records the first passes have, which warm all sides up and tell how fast the peer is
 * @param peerSeconds how long the peer is to take in the rounds that count; the data is extended to that
 * @param warmUps how many rounds over the extended data do not count
 * @param rounds how many count
 */
public record Plan(long firstRecords, double peerSeconds, int warmUps, int rounds) {

    private static final double QUICK_PEER_SECONDS = 6;
    private static final int QUICK_ROUNDS = 2;
    private static final double PEER_SECONDS = 8;
    private static final int WARM_UPS = 1;
    private static final int ROUNDS = 10;

    /** The usual plan. A quick one shows that a benchmark works; its figures are not worth much. */
    public static Plan of(boolean quick, long firstRecords) {
        return quick
                ? new Plan(firstRecords, QUICK_PEER_SECONDS, 0, QUICK_ROUNDS)
                : new Plan(firstRecords, PEER_SECONDS, WARM_UPS, ROUNDS);
    }
}
