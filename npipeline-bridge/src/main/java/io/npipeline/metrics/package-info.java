/**
 * What a task tells about itself: numbers, which are defined in {@link io.npipeline.metrics.TaskMetric} and its siblings and
 * published by {@link io.npipeline.metrics.TaskMetrics}; and events, for which users implement
 * {@link io.npipeline.metrics.KafkaMetrics}.
 */
@NullMarked
package io.npipeline.metrics;

import org.jspecify.annotations.NullMarked;
