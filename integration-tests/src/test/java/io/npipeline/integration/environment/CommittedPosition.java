package io.npipeline.integration.environment;

import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.OffsetMapReading.Usable;
import java.util.stream.LongStream;

/**
 * What is committed for a partition: all records below an offset, and those above it which the map names that was stored
 * with it. Immutable.
 */
public record CommittedPosition(OffsetMap map) {

    /** Of a commit; metadata that is no map of this offset counts for nothing. */
    public static CommittedPosition of(long offset, String metadata) {
        return new CommittedPosition(
                OffsetMap.decode(metadata, offset) instanceof Usable usable ? usable.map() : OffsetMap.empty(offset));
    }

    public boolean isDone(long offset) {
        return offset < map.base() || map.isSettled(offset);
    }

    /** The committed offset. */
    public long offset() {
        return map.base();
    }

    /** The offset behind the last record that is done. */
    public long end() {
        return map.end();
    }

    /** How many offsets the map names. */
    public long named() {
        return between().filter(map::isSettled).count();
    }

    /** How many offsets are not done and lie below one that is. */
    public long overtaken() {
        return between().filter(offset -> !map.isSettled(offset)).count();
    }

    private LongStream between() {
        return LongStream.range(map.base(), map.end());
    }
}
