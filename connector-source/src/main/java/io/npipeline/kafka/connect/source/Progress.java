package io.npipeline.kafka.connect.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition was read.
 *
 * <p>Task thread only.
 *
 * @param <P> a position
 */
interface Progress<P> {

    /** The position behind what was read last; {@code null} where that is not known, or is the beginning. */
    @Nullable
    P reached();

    /**
     * What Connect is to store when all that was read was released, but for some items.
     *
     * @param waiting those items, in the order in which they were read
     */
    Map<String, Object> position(List<Started<P>> waiting);
}
