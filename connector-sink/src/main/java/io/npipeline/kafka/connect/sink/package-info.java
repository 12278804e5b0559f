/** The sink connector. Start at {@link io.npipeline.kafka.connect.sink.NPipelineSinkConnector}. */
@NullMarked
package io.npipeline.kafka.connect.sink;

import org.jspecify.annotations.NullMarked;
