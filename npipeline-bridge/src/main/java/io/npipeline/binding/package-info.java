/** Connect data to Java values and back. Start at {@link io.npipeline.binding.BodyReader} and {@link io.npipeline.binding.BodyWriter}. */
@NullMarked
package io.npipeline.binding;

import org.jspecify.annotations.NullMarked;
