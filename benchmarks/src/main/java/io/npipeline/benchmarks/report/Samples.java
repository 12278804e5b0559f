package io.npipeline.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was measured in the rounds of one side, in their order. Immutable.
 *
 * @param values one number a round, at least one
 */
public record Samples(List<Double> values) {

    public Samples {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    /** Half of the rounds were at most this; between the two in the middle where their number is even. */
    public double median() {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** How far the rounds lie apart: the distance of the extremes, as a share of the median. */
    public double spread() {
        return (max() - min()) / median();
    }

    /** These by those of the same rounds of another side. */
    public Samples dividedBy(Samples other) {
        if (values.size() != other.values.size()) {
            throw new IllegalArgumentException(values.size() + " rounds beside " + other.values.size());
        }
        return new Samples(IntStream.range(0, values.size())
                .mapToObj(round -> values.get(round) / other.values.get(round))
                .toList());
    }
}
