/** Which record of an output topic goes where. Users implement {@link io.npipeline.partitioning.PartitionKeyProvider}. */
@NullMarked
package io.npipeline.partitioning;

import org.jspecify.annotations.NullMarked;
