package io.npipeline.integration.moves;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How the consumers of a group divide the partitions among themselves. */
enum Protocol {
    EAGER("partition.assignment.strategy", "org.apache.kafka.clients.consumer.RangeAssignor"),
    COOPERATIVE("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"),
    CONSUMER("group.protocol", "consumer");

    /**
     * How long a group waits for a member that was killed. A member that lives and is starved for so long would lose its
     * partitions while it works on them, which is another test's matter.
     */
    static final String SESSION_TIMEOUT_MS = "10000";

    static final String HEARTBEAT_INTERVAL_MS = "500";

    private final String setting;
    private final String value;

    Protocol(String setting, String value) {
        this.setting = setting;
        this.value = value;
    }

    /** What a consumer needs to take part. */
    Map<String, String> consumerSettings() {
        Map<String, String> settings = new HashMap<>(Map.of(setting, value));
        if (this != CONSUMER) {
            settings.put("session.timeout.ms", SESSION_TIMEOUT_MS);
            settings.put("heartbeat.interval.ms", HEARTBEAT_INTERVAL_MS);
        }
        return settings;
    }

    /** What the broker needs, which under the newer protocol sets what is a consumer's setting under the older. */
    static Map<String, String> brokerProperties() {
        return Map.of(
                "group.consumer.session.timeout.ms",
                SESSION_TIMEOUT_MS,
                "group.consumer.min.session.timeout.ms",
                SESSION_TIMEOUT_MS,
                "group.consumer.heartbeat.interval.ms",
                HEARTBEAT_INTERVAL_MS,
                "group.consumer.min.heartbeat.interval.ms",
                HEARTBEAT_INTERVAL_MS);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
