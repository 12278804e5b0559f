/**
 * What a task tells about itself while it runs: the metrics there are, and how they are published.
 */
@NullMarked
package io.npipeline.metrics;

import org.jspecify.annotations.NullMarked;
