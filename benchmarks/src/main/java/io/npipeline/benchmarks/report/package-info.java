/** What was measured, and what may be concluded from it. */
@NullMarked
package io.npipeline.benchmarks.report;

import org.jspecify.annotations.NullMarked;
