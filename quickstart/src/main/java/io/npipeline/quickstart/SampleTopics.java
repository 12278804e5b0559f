package io.npipeline.quickstart;

import io.npipeline.quickstart.check.StrikesChecker;
import io.npipeline.quickstart.environment.BrokerProcess;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The topics of a broker for samples and development. */
final class SampleTopics {

    private static final int PARTITIONS = 4;

    private SampleTopics() {}

    /** Creates those of the connectors in {@code config/} in a new broker. */
    static void create(BrokerProcess broker) {
        create(broker, List.of());
    }

    /**
     * Creates them and others in a new broker: a relay fails at its start where a topic that it is to read does not exist.
     *
     * @param others may be among those of the samples
     */
    static void create(BrokerProcess broker, Collection<String> others) {
        Map<String, Integer> topics = new TreeMap<>();
        others.forEach(topic -> topics.put(topic, PARTITIONS));
        topics.put(StrikesChecker.STRIKES, PARTITIONS);
        topics.put(StrikesChecker.ASSESSED, PARTITIONS);
        topics.put(StrikesChecker.DEAD_LETTERS, 1);
        topics.put("orders", PARTITIONS);
        topics.put("processed-orders", PARTITIONS);
        topics.put("orders-dead-letters", 1);
        topics.forEach(broker::createTopic);
    }
}
