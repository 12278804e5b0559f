/** Rounds on a broker: data sets, and the processes that read them. */
@NullMarked
package io.npipeline.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
