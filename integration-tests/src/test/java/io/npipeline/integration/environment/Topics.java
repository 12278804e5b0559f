package io.npipeline.integration.environment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What tests see of a cluster through plain clients: text records and committed offsets. Not thread safe. */
public final class Topics implements AutoCloseable {

    private final String bootstrapServers;
    private final Admin admin;
    private final Producer<@Nullable String, @Nullable String> producer;

    /** Of the cluster at this address. */
    public Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        // A topic that was just made may refuse a first batch and take the one behind it; the first is
                        // then out of sequence for ever.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1),
                new StringSerializer(),
                new StringSerializer());
    }

    public void create(String topic, int partitions) {
        try {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds partitions, up to so many. */
    public void grow(String topic, int partitions) {
        try {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends one record and waits until it is stored. */
    public void send(String topic, @Nullable String key, @Nullable String value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends records without keys and waits until they are stored. */
    public void sendAll(String topic, List<String> values) {
        List<ProducerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();
        values.forEach(value -> records.add(new ProducerRecord<>(topic, value)));
        sendAll(records);
    }

    /** Sends records and waits until all are stored. */
    public void sendAll(Iterable<ProducerRecord<@Nullable String, @Nullable String>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(producer.send(record)));
        try {
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many transactions are open, those of killed producers included. */
    public long openTransactions() {
        try {
            return admin.listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                    .all()
                    .get()
                    .size();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A reader of what the first partitions of topics hold, as readers of committed records see it. */
    public CommittedRecords committedRecords(int partitions, String... topics) {
        List<TopicPartition> read = new ArrayList<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                read.add(new TopicPartition(topic, partition));
            }
        }
        return new CommittedRecords(bootstrapServers, read);
    }

    /** The end of a partition's log, as readers of committed records see it. */
    public long end(String topic, int partition) {
        TopicPartition one = new TopicPartition(topic, partition);
        try {
            return admin.listOffsets(
                            Map.of(one, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .partitionResult(one)
                    .get()
                    .offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All records that a topic holds now. */
    public List<ConsumerRecord<@Nullable String, @Nullable String>> read(String topic) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        try (Consumer<@Nullable String, @Nullable String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /** How many records a topic holds, as long as none was compacted, deleted or written in a transaction. */
    public long count(String topic) {
        try (Consumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** The ends of a topic's partitions, as brokers tell them now. */
    public Map<TopicPartition, Long> ends(String topic) {
        try (Consumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new StringDeserializer())) {
            return consumer.endOffsets(consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList());
        }
    }

    /** The offsets a sink connector has committed. */
    public Map<TopicPartition, Long> committed(String connector) {
        return committedWithMetadata(connector).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** The offsets a sink connector has committed, with what it stored beside them. */
    public Map<TopicPartition, OffsetAndMetadata> committedWithMetadata(String connector) {
        try {
            Map<TopicPartition, @Nullable OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(
                            "connect-" + connector)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.entrySet().stream()
                    .filter(entry -> entry.getValue() != null)
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> Objects.requireNonNull(entry.getValue())));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All commits of a sink connector so far, those of a partition in their order. */
    public List<Commit> commits(String connector) {
        return CommitLog.read(bootstrapServers, "connect-" + connector);
    }

    /** The sum of {@link #committed}: how many records are settled at least, when offsets begin at 0. */
    public long committedRecords(String connector) {
        return committed(connector).values().stream().mapToLong(Long::longValue).sum();
    }

    /** The ids that the members of a sink connector's consumer group have; a member that left and came back has another. */
    public Set<String> members(String connector) {
        return membersOf(connector).map(MemberDescription::consumerId).collect(Collectors.toSet());
    }

    /** How many tasks of a sink connector have partitions. */
    public long tasksWithPartitions(String connector) {
        return membersOf(connector)
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count();
    }

    /** None where the group is not there yet. */
    private Stream<MemberDescription> membersOf(String connector) {
        try {
            return admin.describeConsumerGroups(List.of("connect-" + connector)).all().get().values().stream()
                    .flatMap(description -> description.members().stream());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Stream.empty();
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
