package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.configuration.KafkaClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;

/** Makes sure at start that dead letters have a topic to go to, rather than at the first one. */
final class DeadLetterTopic {

    private static final long TIMEOUT_SECONDS = 15;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private DeadLetterTopic() {}

    /** Creates the topic with the broker's defaults if it is not there. */
    static void ensureExists(String topic, KafkaClientSettings kafka) {
        Admin admin = Admin.create(kafka.settings());
        try {
            if (!exists(topic, admin)) {
                create(topic, admin);
            }
        } catch (ExecutionException | TimeoutException e) {
            Throwable reason = e instanceof ExecutionException ? e.getCause() : e;
            throw new ConnectException(
                    "The topic \"" + topic + "\" of " + DeadLetterSettings.TOPIC
                            + " could not be found or created at " + kafka.bootstrapServers() + " ("
                            + KafkaClientSettings.BOOTSTRAP_SERVERS + "): " + reason,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while looking for the dead-letter topic", e);
        } finally {
            admin.close(CLOSE_TIMEOUT);
        }
    }

    private static boolean exists(String topic, Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private static void create(String topic, Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        NewTopic newTopic = new NewTopic(topic, Optional.empty(), Optional.empty());
        try {
            admin.createTopics(List.of(newTopic)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
