package io.npipeline.integration.environment;

import java.util.Map;

/** What the MBeans of a connector's first task show, by attribute; nothing where there is no such MBean. Immutable. */
public record TaskReadings(WorkerJmx jmx, String connector) {

    /** What a task shows that has nothing left to do, whatever it did. */
    public static final Map<String, Object> IDLE = Map.of(
            "records-in-flight", 0L,
            "bytes-in-flight", 0L,
            "parked-keys", 0L,
            "parked-records", 0L,
            "crowded-total", 0L,
            "tap-failed-total", 0L,
            "intake-blocked", 0L,
            "oldest-unsettled-age-ms", 0L,
            "frontier-record", "");

    /** Of the task as a whole. */
    public Map<String, Object> task() {
        return of("task", "");
    }

    public Map<String, Object> node(String node) {
        return of("node", ",node=" + node);
    }

    /**
     * Of a partition.
     *
     * @param tags the partition, as it is in the MBean's name
     */
    public Map<String, Object> partition(String tags) {
        return of("partition", "," + tags);
    }

    private Map<String, Object> of(String kind, String more) {
        return jmx.values("io.npipeline:type=" + kind + "-metrics,connector=" + connector + ",task=0" + more);
    }
}
