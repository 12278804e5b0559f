/** Where messages go that no retry could save. Start at {@link io.npipeline.deadletter.DeadLetterSink}. */
@NullMarked
package io.npipeline.deadletter;

import org.jspecify.annotations.NullMarked;
