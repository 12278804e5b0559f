package io.npipeline.quickstart.environment;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a broker needs to be a whole cluster on a developer's machine. */
public final class BrokerProperties {

    private BrokerProperties() {}

    /** Whatever its addresses and folders are: all replication factors one, few partitions of internal topics. */
    public static Map<String, String> smallCluster() {
        Map<String, String> properties = new TreeMap<>();
        putInternalTopics(properties);
        putFastRestart(properties);
        return properties;
    }

    /** Broker and controller in one process. */
    static Map<String, String> singleNode(int port, int controllerPort, Path data) {
        Map<String, String> properties = smallCluster();
        properties.put("node.id", "1");
        properties.put("process.roles", "broker,controller");
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("log.dirs", data.toString());
        return properties;
    }

    /** Adds a listener to those there are. */
    static void putListener(Map<String, String> properties, AdvertisedListener listener) {
        append(properties, "listeners", "ADVERTISED://127.0.0.1:" + listener.port());
        append(properties, "advertised.listeners", "ADVERTISED://" + listener.advertised());
        append(properties, "listener.security.protocol.map", "ADVERTISED:PLAINTEXT");
    }

    private static void append(Map<String, String> properties, String key, String value) {
        properties.merge(key, value, (before, more) -> before + "," + more);
    }

    private static void putInternalTopics(Map<String, String> properties) {
        properties.put("default.replication.factor", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "5");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "5");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "5");
        properties.put("group.initial.rebalance.delay.ms", "0");
    }

    /** A broker that was killed is let in again when its old session ends: 9 s by default. */
    private static void putFastRestart(Map<String, String> properties) {
        properties.put("broker.session.timeout.ms", "1500");
        properties.put("broker.heartbeat.interval.ms", "300");
        properties.put("log.flush.offset.checkpoint.interval.ms", "5000");
    }
}
