/** What is counted and timed, for those who watch. Users implement {@link io.npipeline.metrics.KafkaMetrics}. */
@NullMarked
package io.npipeline.metrics;

import org.jspecify.annotations.NullMarked;
