package io.npipeline.quickstart.check;

import java.sql.SQLException;

/** Compares a strike file with what the pipelines made of it. Immutable. */
public record StrikesChecker(StrikesFile file, String bootstrapServers, StrikesDatabase database) {

    /** The topic between ingress and relay, keyed by the ids of the rows. */
    public static final String STRIKES = "strikes";

    /** The topic between relay and egress. */
    public static final String ASSESSED = "strikes-assessed";

    /** Where ingress and relay send what they cannot use, keyed by the ids of the rows. */
    public static final String DEAD_LETTERS = "strikes-dead-letters";

    /** Reads file, topics and table from the beginning. To be called when the pipelines are through. */
    public CheckResult check() throws SQLException {
        TopicIds topics = new TopicIds(bootstrapServers);
        return new Reconciliation(
                        file,
                        topics.inKeys(STRIKES),
                        topics.inReports(ASSESSED),
                        topics.inKeys(DEAD_LETTERS),
                        database.reports())
                .result();
    }
}
