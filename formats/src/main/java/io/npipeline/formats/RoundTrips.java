package io.npipeline.formats;

import java.util.Arrays;
import java.util.List;

/** Carries all cases in all formats and directions. */
public final class RoundTrips {

    private RoundTrips() {}

    /**
     * The table as it is found.
     *
     * @param documented what it is said to be; asked which values are refused, as these must not be in the way of others
     */
    public static FormatTable run(FormatsEnvironment environment, FormatTable documented) {
        List<RoundTrip> trips = Arrays.stream(Format.values())
                .map(format -> new RoundTrip(environment, format, documented))
                .toList();
        trips.forEach(RoundTrip::start);
        FormatTable found = new FormatTable();
        trips.forEach(trip -> trip.finish(found));
        return found;
    }
}
