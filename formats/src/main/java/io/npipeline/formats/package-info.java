/**
 * What becomes of values in each format on their way through a worker, in each direction.
 *
 * <p>Start at {@link io.npipeline.formats.FormatsCommand}.
 */
@NullMarked
package io.npipeline.formats;

import org.jspecify.annotations.NullMarked;
