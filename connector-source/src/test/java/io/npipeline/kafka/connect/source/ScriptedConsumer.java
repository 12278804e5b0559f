package io.npipeline.kafka.connect.source;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of the topic {@code orders}, whose polls return what a test offers and wait for it as those of a real one do.
 * Thread safe.
 */
final class ScriptedConsumer extends MockConsumer<byte[], byte[]> implements SourceConsumers {

    private final Semaphore news = new Semaphore(0);
    private final Semaphore blocked = new Semaphore(0);
    private final AtomicInteger closings = new AtomicInteger();
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> offeredBeforeStart = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> offered = new ArrayList<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private volatile boolean blocking;
    private @Nullable RuntimeException refusal;
    private volatile @Nullable KafkaException listError;
    private @Nullable KafkaException lookUpError;
    private @Nullable KafkaException positionError;
    private boolean failingToClose;

    /** A consumer of so many partitions that are empty. */
    ScriptedConsumer(int partitionCount) {
        super("none");
        for (int i = 0; i < partitionCount; i++) {
            partitions.add(partition(i));
            updateBeginningOffsets(Map.of(partition(i), 0L));
            updateEndOffsets(Map.of(partition(i), 0L));
        }
    }

    static TopicPartition partition(int number) {
        return new TopicPartition("orders", number);
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /** The first record that is offered next has this offset. */
    synchronized ScriptedConsumer skipTo(int partition, long offset) {
        next.put(partition(partition), offset);
        return this;
    }

    /** Adds records to the end of a partition, each with its value as key. */
    ScriptedConsumer offer(int partition, String... values) {
        for (String value : values) {
            offer(partition, value, value, new RecordHeaders());
        }
        return this;
    }

    synchronized ScriptedConsumer offer(int partition, @Nullable String key, @Nullable String value, Headers headers) {
        byte[] keyBytes = bytes(key);
        byte[] valueBytes = bytes(value);
        long offset = next.merge(partition(partition), 1L, Long::sum) - 1;
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "orders",
                partition,
                offset,
                1_000 + offset,
                TimestampType.CREATE_TIME,
                size(keyBytes),
                size(valueBytes),
                keyBytes,
                valueBytes,
                headers,
                Optional.empty());
        offered.add(record);
        if (assignment().isEmpty()) {
            offeredBeforeStart.add(record);
        } else {
            addRecord(record);
        }
        news.release();
        return this;
    }

    @SuppressWarnings("NullAway") // a record has a null where it has no key or value
    private static byte[] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? ConsumerRecord.NULL_SIZE : bytes.length;
    }

    /** The next poll that finds nothing fails. */
    ScriptedConsumer failing(KafkaException error) {
        setPollException(error);
        news.release();
        return this;
    }

    /** From now on a poll that finds nothing does not return before it is woken. */
    ScriptedConsumer blockPolls() {
        blocking = true;
        return this;
    }

    void awaitBlockedPoll() throws InterruptedException {
        blocked.acquire();
    }

    /** Getting partitions assigned fails. */
    ScriptedConsumer refusing(RuntimeException error) {
        refusal = error;
        return this;
    }

    /** Listing partitions fails; {@code null} for not any more. */
    ScriptedConsumer failingToList(@Nullable KafkaException error) {
        listError = error;
        return this;
    }

    /** Looking up offsets by time fails once. */
    ScriptedConsumer failingToLookUp(KafkaException error) {
        lookUpError = error;
        return this;
    }

    /** Telling a position fails once. */
    synchronized ScriptedConsumer failingToTellPosition(KafkaException error) {
        positionError = error;
        return this;
    }

    ScriptedConsumer failingToClose() {
        failingToClose = true;
        return this;
    }

    int closings() {
        return closings.get();
    }

    @Override
    public Consumer<byte[], byte[]> open(SourceConsumerSettings settings) {
        return this;
    }

    @Override
    public synchronized void assign(Collection<TopicPartition> assigned) {
        if (refusal != null) {
            throw refusal;
        }
        super.assign(assigned);
        offeredBeforeStart.forEach(this::addRecord);
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic) {
        throwIfFailingToList();
        return super.partitionsFor(topic);
    }

    @Override
    public synchronized Map<String, List<PartitionInfo>> listTopics() {
        throwIfFailingToList();
        return super.listTopics();
    }

    private void throwIfFailingToList() {
        KafkaException error = listError;
        if (error != null) {
            throw error;
        }
    }

    @Override
    public synchronized long position(TopicPartition partition, Duration timeout) {
        KafkaException error = positionError;
        if (error != null) {
            positionError = null;
            throw error;
        }
        return super.position(partition, timeout);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
        KafkaException error = lookUpError;
        if (error != null) {
            lookUpError = null;
            throw error;
        }
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        times.forEach((partition, time) -> offered.stream()
                .filter(record -> record.partition() == partition.partition() && record.timestamp() >= time)
                .findFirst()
                .ifPresent(first -> found.put(partition, new OffsetAndTimestamp(first.offset(), first.timestamp()))));
        return found;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // what it waits for comes from another thread
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        news.drainPermits();
        ConsumerRecords<byte[], byte[]> found = super.poll(timeout);
        if (!found.isEmpty()) {
            return found;
        }
        try {
            if (blocking) {
                blocked.release();
                news.acquire();
            } else if (!news.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return found;
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        return super.poll(timeout);
    }

    @Override
    public synchronized void wakeup() {
        super.wakeup();
        news.release();
    }

    @Override
    @SuppressWarnings("deprecation") // the one that workers from 3.6 on have
    public synchronized void close(Duration timeout) {
        closings.incrementAndGet();
        super.close(timeout);
        if (failingToClose) {
            throw new KafkaException("failed to close");
        }
    }

    @Override
    public synchronized Set<TopicPartition> assignment() {
        return closed() ? Set.of() : super.assignment();
    }
}
