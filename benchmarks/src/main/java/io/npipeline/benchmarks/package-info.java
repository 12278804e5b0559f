/** The benchmarks: what each of them compares, and the command that runs one. */
@NullMarked
package io.npipeline.benchmarks;

import org.jspecify.annotations.NullMarked;
