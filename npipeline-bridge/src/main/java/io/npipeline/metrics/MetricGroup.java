package io.npipeline.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Metrics of one thing, such as a node, which are published together: first they are added, then registered, and at the end
 * closed. Values are asked for by any thread and whenever somebody looks, so they must be at hand; they are not asked for any
 * more once the group is closed, but for a look that is under way.
 *
 * <p>Not thread safe until it is registered; then {@link #close} may be called by any thread.
 *
 * @param <M> the metrics it may have
 */
public final class MetricGroup<M extends Enum<M> & Metric> implements AutoCloseable {

    private final GroupName name;
    private final TaskMetrics owner;
    private final Map<Metric, MetricValue> values = new LinkedHashMap<>();

    MetricGroup(GroupName name, TaskMetrics owner) {
        this.name = name;
        this.owner = owner;
    }

    /** Adds a metric with a whole number. */
    public MetricGroup<M> add(M metric, LongSupplier value) {
        return add(metric, new MetricValue(long.class, value::getAsLong));
    }

    /** Adds a metric that is 1 or 0. */
    public MetricGroup<M> addFlag(M metric, BooleanSupplier value) {
        return add(metric, () -> value.getAsBoolean() ? 1 : 0);
    }

    /** Adds a metric with a number that may have fractions. */
    public MetricGroup<M> addDouble(M metric, DoubleSupplier value) {
        return add(metric, new MetricValue(double.class, value::getAsDouble));
    }

    /** Adds a metric with a text. */
    public MetricGroup<M> addText(M metric, Supplier<String> value) {
        return add(metric, new MetricValue(String.class, value::get));
    }

    private MetricGroup<M> add(M metric, MetricValue value) {
        if ((metric.kind() == MetricKind.TEXT) != (value.type() == String.class)) {
            throw new IllegalArgumentException(metric + " is a " + metric.kind() + ", not a " + value.type());
        }
        values.put(metric, value);
        return this;
    }

    /** Publishes the group. What cannot be published is logged, and does no harm. */
    public MetricGroup<M> register() {
        owner.register(this);
        return this;
    }

    /** Ends the publication, if there is one. */
    @Override
    public void close() {
        owner.unregister(this);
    }

    GroupName name() {
        return name;
    }

    /** The metrics with what tells their values, in the order in which they were added. */
    Map<Metric, MetricValue> values() {
        return Collections.unmodifiableMap(values);
    }
}
