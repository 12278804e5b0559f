/** Partitions of a sink connector that move between two workers: what makes them move, what is seen, what must hold. */
@NullMarked
package io.npipeline.integration.moves;

import org.jspecify.annotations.NullMarked;
