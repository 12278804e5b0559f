package io.npipeline.kafka.connect.source;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Those of a group that brokers keep. The client is opened with the first offsets there are to write.
 *
 * <p>One thread.
 */
final class KafkaGroupOffsets implements GroupOffsets {

    private static final int LIMIT_MS = 10_000;

    private final String id;
    private final Map<String, Object> client;
    private final String clientId;
    private @Nullable Admin admin;

    /**
     * @param client settings of a client of the group's cluster
     */
    KafkaGroupOffsets(String id, Map<String, Object> client, String clientId) {
        this.id = id;
        this.client = client;
        this.clientId = clientId;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void write(Map<TopicPartition, Long> offsets) throws ExecutionException, InterruptedException {
        Admin opened = admin;
        if (opened == null) {
            opened = AdminClients.open(client, clientId);
            admin = opened;
        }
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        offsets.forEach((partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
        opened.alterConsumerGroupOffsets(id, committed, new AlterConsumerGroupOffsetsOptions().timeoutMs(LIMIT_MS))
                .all()
                .get();
    }

    @Override
    public void close() {
        if (admin != null) {
            AdminClients.close(admin);
        }
    }
}
