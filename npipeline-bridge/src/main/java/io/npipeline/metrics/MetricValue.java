package io.npipeline.metrics;

import java.util.function.Supplier;

/**
 * Tells what a metric stands at.
 *
 * @param type {@code long}, {@code double} or {@code String}
 * @param now asked by any thread
 */
record MetricValue(Class<?> type, Supplier<Object> now) {}
