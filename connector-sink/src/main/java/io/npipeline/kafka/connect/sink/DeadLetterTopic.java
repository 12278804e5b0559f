package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.configuration.KafkaClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;

/** Makes sure at start that dead letters have a topic to go to, rather than at the first one. */
final class DeadLetterTopic {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private DeadLetterTopic() {}

    /**
     * Creates the topic with the broker's defaults if it is not there.
     *
     * @param limit how long brokers that do not answer are waited for, at each of two questions
     */
    static void ensureExists(String topic, KafkaClientSettings kafka, Duration limit) {
        int limitMs = (int) Math.min(limit.toMillis(), Integer.MAX_VALUE);
        Admin admin = Admin.create(kafka.settings());
        try {
            if (!exists(topic, admin, limitMs)) {
                create(topic, admin, limitMs);
            }
        } catch (ExecutionException e) {
            String waited = e.getCause() instanceof TimeoutException ? " within " + limitMs + " ms" : "";
            throw new ConnectException(
                    "The topic \"" + topic + "\" of " + DeadLetterSettings.TOPIC
                            + " could not be found or created at " + kafka.bootstrapServers() + " ("
                            + KafkaClientSettings.BOOTSTRAP_SERVERS + ")" + waited + ": " + e.getCause(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while looking for the dead-letter topic", e);
        } finally {
            admin.close(CLOSE_TIMEOUT);
        }
    }

    private static boolean exists(String topic, Admin admin, int limitMs)
            throws InterruptedException, ExecutionException {
        try {
            admin.describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(limitMs))
                    .allTopicNames()
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private static void create(String topic, Admin admin, int limitMs) throws InterruptedException, ExecutionException {
        NewTopic newTopic = new NewTopic(topic, Optional.empty(), Optional.empty());
        try {
            admin.createTopics(List.of(newTopic), new CreateTopicsOptions().timeoutMs(limitMs))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
