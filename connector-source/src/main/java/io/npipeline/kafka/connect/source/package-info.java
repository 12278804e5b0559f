/** The source connector. Start at {@link io.npipeline.kafka.connect.source.NPipelineSourceConnector}. */
@NullMarked
package io.npipeline.kafka.connect.source;

import org.jspecify.annotations.NullMarked;
