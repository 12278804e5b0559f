/** The typed view of one record and its acknowledgement. Start at {@link io.npipeline.message.KafkaMessage}. */
@NullMarked
package io.npipeline.message;

import org.jspecify.annotations.NullMarked;
