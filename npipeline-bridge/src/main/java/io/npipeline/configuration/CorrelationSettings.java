package io.npipeline.configuration;

import io.npipeline.engine.LoggedIds;
import io.npipeline.message.Correlation;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * By what messages are followed from system to system. Immutable.
 *
 * @param ids how ids are read and made
 * @param logged which of them are in the logging context while nodes are called
 */
public record CorrelationSettings(Correlation ids, LoggedIds logged) {

    public static final String HEADER = "npipeline.correlation.header";
    public static final String LOGGED = "npipeline.correlation.logged";

    private static final EnumValues<LoggedIds> LOGGED_IDS = new EnumValues<>(LoggedIds.class);

    /** Reads the keys. */
    public static CorrelationSettings of(AbstractConfig config) {
        return new CorrelationSettings(
                new Correlation(config.getString(HEADER), ConnectorName.of(config)),
                LOGGED_IDS.parse(config.getString(LOGGED)));
    }

    /** Adds the keys. */
    public static void define(ConfigDef def) {
        new ConfigGroup(def, "Correlation")
                .optional(
                        HEADER,
                        ConfigDef.Type.STRING,
                        Correlation.DEFAULT_HEADER,
                        null,
                        Importance.LOW,
                        "Correlation header",
                        "The header that carries the id by which a message is followed from system to system. A record "
                                + "without one gets an id that is the same whenever it is read: TOPIC-PARTITION-OFFSET, or "
                                + "for a source of your own a UUID made of the connector's name and the item's position. "
                                + "Outputs and dead letters have the header, and a dead letter's field correlationId the id. "
                                + "Empty: there are no ids, and headers of outputs are those of the record.")
                .choice(
                        LOGGED,
                        LoggedIds.RECEIVED,
                        LOGGED_IDS,
                        Importance.LOW,
                        "Logged correlation ids",
                        "Which ids are in the logging context (SLF4J's MDC), as correlationId, while nodes are called for a "
                                + "single message. received: those that records came with. all: those that were made too, "
                                + "which costs some 100 ns a message. none: none. The worker's log pattern shows it with "
                                + "%X{correlationId}.");
    }
}
