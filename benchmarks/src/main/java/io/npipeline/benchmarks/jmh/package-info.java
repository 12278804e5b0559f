/** Benchmarks that JMH runs. */
@NullMarked
package io.npipeline.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
