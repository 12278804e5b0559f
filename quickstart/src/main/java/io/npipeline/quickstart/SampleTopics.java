package io.npipeline.quickstart;

import io.npipeline.quickstart.check.StrikesChecker;
import io.npipeline.quickstart.environment.BrokerProcess;

/** The topics of the connectors in {@code config/}. */
final class SampleTopics {

    private static final int PARTITIONS = 4;

    private SampleTopics() {}

    /** Creates them in a new broker: a relay fails at its start where a topic that it is to read does not exist. */
    static void create(BrokerProcess broker) {
        broker.createTopic(StrikesChecker.STRIKES, PARTITIONS);
        broker.createTopic(StrikesChecker.ASSESSED, PARTITIONS);
        broker.createTopic(StrikesChecker.DEAD_LETTERS, 1);
        broker.createTopic("orders", PARTITIONS);
        broker.createTopic("processed-orders", PARTITIONS);
        broker.createTopic("orders-dead-letters", 1);
    }
}
