package io.npipeline.benchmarks.endtoend;

/**
 * How long a comparison is to be. Immutable.
 *
 * @param firstRecords how many records the first passes have, which warm all sides up and tell how fast the peer is
 * @param peerSeconds how long the peer is to take in the rounds that count; the data is extended to that
 * @param warmUpSeconds for how long each side runs at least before rounds count, so that its code is compiled by then;
 *     0 for no more than the first passes
 * @param rounds how many count
 */
public record Plan(long firstRecords, double peerSeconds, double warmUpSeconds, int rounds) {

    private static final double QUICK_PEER_SECONDS = 5.7;
    private static final double QUICK_WARM_UP_SECONDS = 0;
    private static final int QUICK_ROUNDS = 2;
    private static final double PEER_SECONDS = 8;
    private static final double WARM_UP_SECONDS = 15;
    private static final int ROUNDS = 10;

    /** The usual plan. A quick one shows that a benchmark works; its figures are not worth much. */
    public static Plan of(boolean quick, long firstRecords) {
        return quick
                ? new Plan(firstRecords, QUICK_PEER_SECONDS, QUICK_WARM_UP_SECONDS, QUICK_ROUNDS)
                : new Plan(firstRecords, PEER_SECONDS, WARM_UP_SECONDS, ROUNDS);
    }
}
