/** A body as it was and as it is now, and pipelines for both. Runs in the worker. */
@NullMarked
package io.npipeline.formats.evolution;

import org.jspecify.annotations.NullMarked;
