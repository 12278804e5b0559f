package io.npipeline.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark prints: a line with the figures, and before it, for those who want to reckon themselves, one with all
 * rounds. Not thread safe.
 */
public final class Result {

    private static final MathContext DIGITS = new MathContext(4);

    private final String bench;
    private final String unit;
    private final ObjectNode further = JsonNodeFactory.instance.objectNode();
    private final ObjectNode rounds = JsonNodeFactory.instance.objectNode();
    private final List<String> problems = new ArrayList<>();
    private @Nullable Double ours;
    private @Nullable Double peer;
    private @Nullable Double ratio;
    private @Nullable Double limitRatio;

    /**
     * @param unit what {@code ours} and {@code peer} are in
     */
    public Result(String bench, String unit) {
        this.bench = bench;
        this.unit = unit;
    }

    /** The medians of both sides, and the median of the rounds' throughput ratios, ours over the peer's. */
    public Result compare(double ofOurs, double ofPeer, double ofRatio) {
        ours = ofOurs;
        peer = ofPeer;
        ratio = ofRatio;
        return this;
    }

    /** Only ours, where there is no peer. */
    public Result alone(double ofOurs) {
        ours = ofOurs;
        return this;
    }

    /** How near we are to what is possible at most: 1 is there. */
    public Result limit(double ofRatio) {
        limitRatio = ofRatio;
        return this;
    }

    /** A further figure. */
    public Result with(String field, double value) {
        further.put(field, rounded(value));
        return this;
    }

    /** A further fact. */
    public Result with(String field, String value) {
        further.put(field, value);
        return this;
    }

    /** A further fact. */
    public Result with(String field, boolean value) {
        further.put(field, value);
        return this;
    }

    /** The figures of one case of several. */
    public ObjectNode addCase() {
        return further.withArray("cases").addObject();
    }

    /** Keeps every round of something. */
    public Result rounds(String name, Samples samples) {
        ArrayNode values = rounds.putArray(name);
        samples.values().forEach(value -> values.add(rounded(value)));
        return this;
    }

    /** What speaks against the figures. */
    public Result problems(List<String> found) {
        problems.addAll(found);
        return this;
    }

    /** Four digits: more would claim more than was measured. */
    public static BigDecimal rounded(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        return new BigDecimal(rounded.stripTrailingZeros().toPlainString());
    }

    /** One line with the figures. */
    public String line() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("bench", bench);
        line.put("ours", orNull(ours));
        line.put("peer", orNull(peer));
        line.put("ratio", orNull(ratio));
        if (limitRatio != null) {
            line.put("limitRatio", rounded(limitRatio));
        }
        line.put("unit", unit);
        line.put("valid", problems.isEmpty());
        ArrayNode sentences = line.putArray("problems");
        problems.forEach(sentences::add);
        line.setAll(further);
        return text(line);
    }

    private static @Nullable BigDecimal orNull(@Nullable Double value) {
        return value == null ? null : rounded(value);
    }

    /** One line with all rounds. */
    public String roundsLine() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("bench", bench);
        line.set("rounds", rounds);
        return text(line);
    }

    private static String text(ObjectNode line) {
        try {
            return new ObjectMapper().writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
