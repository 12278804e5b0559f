package io.npipeline.engine;

/** What came of reading an {@link OffsetMap}. */
public sealed interface OffsetMapReading {

    /** A map, which may name no offset. */
    record Usable(OffsetMap map) implements OffsetMapReading {}

    /** Why there is no map. */
    enum Unusable implements OffsetMapReading {
        /** There is no text: whoever stored the position knows of no maps. */
        MISSING("it has none"),
        /** The text is not that of a map. */
        UNREADABLE("it cannot be read"),
        /** A later version made it. */
        UNKNOWN_VERSION("a version of this connector made it that is not known here"),
        /** The map was made for another position than the one it was stored with. */
        OTHER_BASE("it belongs to another offset");

        private final String reason;

        Unusable(String reason) {
            this.reason = reason;
        }

        /** The reason as half a sentence. */
        public String reason() {
            return reason;
        }
    }
}
