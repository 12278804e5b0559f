/** Programs outside Connect that rounds are compared with, each in a JVM of its own. */
@NullMarked
package io.npipeline.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
