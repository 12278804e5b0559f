package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConfigGroup;
import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.EnumValues;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Where a relay's partitions begin. Immutable.
 *
 * @param at where those without a stored position begin
 * @param timestamp the time of {@link StartAt#TIMESTAMP}; {@code null} where none is set
 * @param lost what becomes of those whose stored position the log does not have
 */
record StartSettings(StartAt at, @Nullable Instant timestamp, PositionLost lost) {

    static final String START_AT = RelaySettings.PREFIX + "start.at";
    static final String TIMESTAMP = RelaySettings.PREFIX + "start.timestamp";
    static final String POSITION_LOST = RelaySettings.PREFIX + "position.lost";

    private static final EnumValues<StartAt> STARTS = new EnumValues<>(StartAt.class);
    private static final EnumValues<PositionLost> RULES = new EnumValues<>(PositionLost.class);

    /** Accepts an instant that a record can have, or nothing. */
    private static final class Timestamp implements ConfigDef.Validator {

        @Override
        public void ensureValid(String key, @Nullable Object value) {
            String text = value == null ? "" : value.toString();
            if (!text.isEmpty() && !isInstant(text)) {
                throw new ConfigException(key, value, "must be " + this);
            }
        }

        private static boolean isInstant(String text) {
            try {
                return !Instant.parse(text).isBefore(Instant.EPOCH);
            } catch (DateTimeException e) {
                return false;
            }
        }

        @Override
        public String toString() {
            return "a time from 1970 on with its zone, such as 2026-01-31T08:00:00Z";
        }
    }

    static StartSettings of(AbstractConfig config) {
        String timestamp = config.getString(TIMESTAMP);
        return new StartSettings(
                STARTS.parse(config.getString(START_AT)),
                timestamp.isEmpty() ? null : Instant.parse(timestamp),
                RULES.parse(config.getString(POSITION_LOST)));
    }

    /** Adds the keys. */
    static void define(ConfigGroup group) {
        group.choice(
                        START_AT,
                        StartAt.EARLIEST,
                        STARTS,
                        Importance.MEDIUM,
                        "Start at",
                        "Where a partition begins of which no position is stored: at the oldest record, behind the newest, "
                                + "or at " + TIMESTAMP + ". Positions are stored with outputs, so a task that restarts "
                                + "before the first output of a partition begins there again; with latest it then begins "
                                + "with the first record that is not older than the first start of the connector. A "
                                + "partition that comes up while the connector runs begins at its oldest record.")
                .optional(
                        TIMESTAMP,
                        ConfigDef.Type.STRING,
                        "",
                        new Timestamp(),
                        Importance.MEDIUM,
                        "Start timestamp",
                        "With " + START_AT
                                + " timestamp: a partition begins at the first record whose timestamp is not "
                                + "before this time, one without such a record at its end.")
                .choice(
                        POSITION_LOST,
                        PositionLost.EARLIEST,
                        RULES,
                        Importance.MEDIUM,
                        "Lost position",
                        "What becomes of a partition whose log does not have the position to go on from, because records "
                                + "were deleted before they were read, or the topic was made anew, or lost its end. With "
                                + "earliest it goes on with the oldest record there is (or, where the brokers know it, from "
                                + "where the log went on without its end) and a warning; with fail the task fails.");
    }

    /** What is wrong with the keys in the light of each other. */
    List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>();
        if (at == StartAt.TIMESTAMP && timestamp == null) {
            problems.add(new ConfigProblem(TIMESTAMP, null, "must be set when " + START_AT + " is timestamp"));
        }
        if (at != StartAt.TIMESTAMP && timestamp != null) {
            problems.add(
                    new ConfigProblem(TIMESTAMP, timestamp, "has no meaning unless " + START_AT + " is timestamp"));
        }
        return problems;
    }
}
