/** What happens to a message whose node failed. Start at {@link io.npipeline.failure.FailurePolicy}. */
@NullMarked
package io.npipeline.failure;

import org.jspecify.annotations.NullMarked;
