package io.npipeline.quickstart.check;

import java.sql.SQLException;
import java.util.List;

/** Compares a strike file with what the pipelines made of it. Immutable. */
public record StrikesChecker(StrikesFile file, String bootstrapServers, StrikesDatabase database) {

    /** The topic between the pipelines. */
    public static final String STRIKES = "strikes";

    /** Where both pipelines send what they cannot use. */
    public static final String DEAD_LETTERS = "strikes-dead-letters";

    /** Reads file, topics and table from the beginning. To be called when the pipelines are through. */
    public CheckResult check() throws SQLException {
        TopicKeys topics = new TopicKeys(bootstrapServers);
        List<String> strikes = topics.read(STRIKES);
        List<String> deadLetters = topics.read(DEAD_LETTERS);
        return new Reconciliation(file, strikes, deadLetters, database.reports()).result();
    }
}
