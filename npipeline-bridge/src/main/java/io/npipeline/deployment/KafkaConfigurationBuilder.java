package io.npipeline.deployment;

import io.npipeline.pipeline.PipelineDefinition;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of a {@link KafkaConfiguration}. What is not set is not rendered, and left to the connector, the worker
 * or Kafka; only {@code tasks.max} and the converters of a relay
 * always are. Secrets are best given as references to a config provider of the worker, such as
 * <code>${file:/etc/connect/secrets:kafka}</code>: what is given here stands in the connector's configuration, which the
 * worker shows to whoever asks. What becomes of each field is in docs/kafka-configuration.md. Not thread safe.
 */
public final class KafkaConfigurationBuilder {

    private @Nullable String pipeline;
    private @Nullable Integer tasksMax;
    private final Map<String, String> parameters = new TreeMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, String> clientSettings = new TreeMap<>();
    private @Nullable String bootstrapServers;
    private @Nullable String clientId;
    private @Nullable String saslUsername;
    private @Nullable String saslPassword;
    private @Nullable SecurityProtocol securityProtocol;
    private @Nullable SaslMechanism saslMechanism;

    private @Nullable String sourceTopic;
    private @Nullable String consumerGroupId;
    private @Nullable String groupInstanceId;
    private @Nullable AutoOffsetReset autoOffsetReset;
    private @Nullable Boolean enableAutoCommit;
    private @Nullable Boolean enableAutoOffsetStore;
    private @Nullable Integer maxPollRecords;
    private @Nullable Integer fetchMinBytes;
    private @Nullable Integer fetchMaxBytes;
    private @Nullable Integer maxPartitionFetchBytes;

    private @Nullable String sinkTopic;
    private @Nullable Boolean enableIdempotence;
    private @Nullable Integer batchSize;
    private @Nullable Integer lingerMs;
    private @Nullable Integer batchLingerMs;
    private @Nullable CompressionType compressionType;
    private @Nullable Integer messageMaxBytes;
    private @Nullable Acks acks;
    private @Nullable String partitionerClass;

    private @Nullable SerializationFormat serializationFormat;
    private @Nullable SchemaRegistryConfiguration schemaRegistry;

    private @Nullable DeliverySemantic deliverySemantic;
    private @Nullable AcknowledgmentStrategy acknowledgmentStrategy;

    private @Nullable Integer maxDegreeOfParallelism;
    private @Nullable Boolean enableParallelProcessing;
    private @Nullable Integer maxConnectionPoolSize;
    private @Nullable Integer statisticsIntervalMs;

    private @Nullable Boolean enableTransactions;
    private @Nullable String transactionalId;
    private @Nullable IsolationLevel isolationLevel;

    private @Nullable Integer maxRetries;
    private @Nullable Integer retryBaseDelayMs;
    private @Nullable Boolean continueOnError;

    KafkaConfigurationBuilder() {}

    /** The pipeline to run. Must be set. */
    public KafkaConfigurationBuilder pipeline(Class<? extends PipelineDefinition> definition) {
        return pipeline(definition.getName());
    }

    /** The pipeline to run, by the name of its class. */
    public KafkaConfigurationBuilder pipeline(String className) {
        this.pipeline = className;
        return this;
    }

    /** A parameter of the pipeline. */
    public KafkaConfigurationBuilder parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** How many tasks share the work, at the most; 1 unless set. */
    public KafkaConfigurationBuilder tasksMax(int tasks) {
        this.tasksMax = tasks;
        return this;
    }

    /** Any key of the connector that no field sets, such as {@code npipeline.dead.letter.topic}. */
    public KafkaConfigurationBuilder setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** A setting of every Kafka client of the connector, such as {@code ssl.truststore.location}. */
    public KafkaConfigurationBuilder clientSetting(String name, String value) {
        clientSettings.put(name, value);
        return this;
    }

    /** The brokers as the workers reach them: a list of HOST:PORT. Must be set. */
    public KafkaConfigurationBuilder bootstrapServers(String servers) {
        this.bootstrapServers = servers;
        return this;
    }

    /** What brokers call the consumer and the producer in logs and quotas; it is that of all tasks. */
    public KafkaConfigurationBuilder clientId(String id) {
        this.clientId = id;
        return this;
    }

    /** The user of {@code saslMechanism}. */
    public KafkaConfigurationBuilder saslUsername(String username) {
        this.saslUsername = username;
        return this;
    }

    /** The user's password. */
    public KafkaConfigurationBuilder saslPassword(String password) {
        this.saslPassword = password;
        return this;
    }

    /** How clients talk to brokers. */
    public KafkaConfigurationBuilder securityProtocol(SecurityProtocol protocol) {
        this.securityProtocol = protocol;
        return this;
    }

    /** How clients prove who they are. */
    public KafkaConfigurationBuilder saslMechanism(SaslMechanism mechanism) {
        this.saslMechanism = mechanism;
        return this;
    }

    /** The topic that is read. Without it a source connector reads a source of the user's own. */
    public KafkaConfigurationBuilder sourceTopic(String topic) {
        this.sourceTopic = topic;
        return this;
    }

    /** The consumer group: in a sink connector that of its tasks, in a relay one that is shown its positions. */
    public KafkaConfigurationBuilder consumerGroupId(String groupId) {
        this.consumerGroupId = groupId;
        return this;
    }

    /** Makes the consumer a static member of its group; for a sink connector with one task. */
    public KafkaConfigurationBuilder groupInstanceId(String instanceId) {
        this.groupInstanceId = instanceId;
        return this;
    }

    /** Where a partition begins of which no position is known. */
    public KafkaConfigurationBuilder autoOffsetReset(AutoOffsetReset reset) {
        this.autoOffsetReset = reset;
        return this;
    }

    /** Must be false: offsets are committed when their records are settled. */
    public KafkaConfigurationBuilder enableAutoCommit(boolean enabled) {
        this.enableAutoCommit = enabled;
        return this;
    }

    /** Must be false: offsets are stored when their records are settled. */
    public KafkaConfigurationBuilder enableAutoOffsetStore(boolean enabled) {
        this.enableAutoOffsetStore = enabled;
        return this;
    }

    /** How many records the consumer hands over at a time, at the most. */
    public KafkaConfigurationBuilder maxPollRecords(int records) {
        this.maxPollRecords = records;
        return this;
    }

    /** How many bytes a broker waits for before it answers the consumer. */
    public KafkaConfigurationBuilder fetchMinBytes(int bytes) {
        this.fetchMinBytes = bytes;
        return this;
    }

    /** How many bytes a broker answers the consumer with, about. */
    public KafkaConfigurationBuilder fetchMaxBytes(int bytes) {
        this.fetchMaxBytes = bytes;
        return this;
    }

    /** How many bytes of a partition a broker answers the consumer with, about. */
    public KafkaConfigurationBuilder maxPartitionFetchBytes(int bytes) {
        this.maxPartitionFetchBytes = bytes;
        return this;
    }

    /** The topic that the pipeline's Kafka sinks write to unless they name another. For a source connector. */
    public KafkaConfigurationBuilder sinkTopic(String topic) {
        this.sinkTopic = topic;
        return this;
    }

    /** Whether a record that the producer sends again is written once. */
    public KafkaConfigurationBuilder enableIdempotence(boolean enabled) {
        this.enableIdempotence = enabled;
        return this;
    }

    /** How many bytes of records of a partition the producer sends together. */
    public KafkaConfigurationBuilder batchSize(int bytes) {
        this.batchSize = bytes;
        return this;
    }

    /** How many milliseconds the producer waits for a batch to fill. */
    public KafkaConfigurationBuilder lingerMs(int millis) {
        this.lingerMs = millis;
        return this;
    }

    /** How many milliseconds outputs wait for others to share their transaction. */
    public KafkaConfigurationBuilder batchLingerMs(int millis) {
        this.batchLingerMs = millis;
        return this;
    }

    /** How batches are compressed. */
    public KafkaConfigurationBuilder compressionType(CompressionType type) {
        this.compressionType = type;
        return this;
    }

    /** The most bytes of a request of the producer, and so of a record. */
    public KafkaConfigurationBuilder messageMaxBytes(int bytes) {
        this.messageMaxBytes = bytes;
        return this;
    }

    /** What the producer waits for before a record counts as written. */
    public KafkaConfigurationBuilder acks(Acks acks) {
        this.acks = acks;
        return this;
    }

    /** The class that chooses partitions of outputs, where the pipeline does not. */
    public KafkaConfigurationBuilder partitionerClass(String className) {
        this.partitionerClass = className;
        return this;
    }

    /**
     * The format of values; keys are then text. Unless it is set, converters are those of the worker; with a schema registry, and
     * in a relay, with which a worker does not share its own, they are as for JSON.
     */
    public KafkaConfigurationBuilder serializationFormat(SerializationFormat format) {
        this.serializationFormat = format;
        return this;
    }

    /** Where the schemas of values are. */
    public KafkaConfigurationBuilder schemaRegistry(SchemaRegistryConfiguration registry) {
        this.schemaRegistry = registry;
        return this;
    }

    /** What is promised of the outputs of a source connector. */
    public KafkaConfigurationBuilder deliverySemantic(DeliverySemantic semantic) {
        this.deliverySemantic = semantic;
        return this;
    }

    /** What settles a message. */
    public KafkaConfigurationBuilder acknowledgmentStrategy(AcknowledgmentStrategy strategy) {
        this.acknowledgmentStrategy = strategy;
        return this;
    }

    /** How many calls to the pipeline's nodes a task makes at a time, at the most. */
    public KafkaConfigurationBuilder maxDegreeOfParallelism(int calls) {
        this.maxDegreeOfParallelism = calls;
        return this;
    }

    /** Whether a task makes more than one call at a time. */
    public KafkaConfigurationBuilder enableParallelProcessing(boolean enabled) {
        this.enableParallelProcessing = enabled;
        return this;
    }

    /** Must not be set: each task has clients of its own. */
    public KafkaConfigurationBuilder maxConnectionPoolSize(int connections) {
        this.maxConnectionPoolSize = connections;
        return this;
    }

    /** How many milliseconds a sample of the clients' metrics lasts. */
    public KafkaConfigurationBuilder statisticsIntervalMs(int millis) {
        this.statisticsIntervalMs = millis;
        return this;
    }

    /** Whether outputs are written in transactions, which is so where they are exactly once. */
    public KafkaConfigurationBuilder enableTransactions(boolean enabled) {
        this.enableTransactions = enabled;
        return this;
    }

    /** Must not be set: the worker gives each producer an id of its own. */
    public KafkaConfigurationBuilder transactionalId(String id) {
        this.transactionalId = id;
        return this;
    }

    /** Whether the consumer reads what transactions wrote that were not committed. */
    public KafkaConfigurationBuilder isolationLevel(IsolationLevel level) {
        this.isolationLevel = level;
        return this;
    }

    /** How often a failed call to a node is repeated. */
    public KafkaConfigurationBuilder maxRetries(int retries) {
        this.maxRetries = retries;
        return this;
    }

    /** Milliseconds before the first retry; doubled for each further one. */
    public KafkaConfigurationBuilder retryBaseDelayMs(int millis) {
        this.retryBaseDelayMs = millis;
        return this;
    }

    /** Whether messages whose retries ended are skipped. */
    public KafkaConfigurationBuilder continueOnError(boolean enabled) {
        this.continueOnError = enabled;
        return this;
    }

    /** The configuration as it is now; what is wrong with it {@link KafkaConfiguration#validate} says. */
    public KafkaConfiguration build() {
        return new KafkaConfiguration(
                new ConnectorFields(pipeline, parameters, tasksMax, settings),
                new ConnectionFields(
                        bootstrapServers,
                        clientId,
                        saslUsername,
                        saslPassword,
                        securityProtocol,
                        saslMechanism,
                        clientSettings),
                new ConsumerFields(
                        sourceTopic,
                        consumerGroupId,
                        groupInstanceId,
                        autoOffsetReset,
                        enableAutoCommit,
                        enableAutoOffsetStore,
                        maxPollRecords,
                        fetchMinBytes,
                        fetchMaxBytes,
                        maxPartitionFetchBytes),
                new ProducerFields(
                        sinkTopic,
                        enableIdempotence,
                        batchSize,
                        lingerMs,
                        batchLingerMs,
                        compressionType,
                        messageMaxBytes,
                        acks,
                        partitionerClass),
                new SerializationFields(serializationFormat, schemaRegistry),
                new DeliveryFields(deliverySemantic, acknowledgmentStrategy),
                new PerformanceFields(
                        maxDegreeOfParallelism, enableParallelProcessing, maxConnectionPoolSize, statisticsIntervalMs),
                new TransactionFields(enableTransactions, transactionalId, isolationLevel),
                new ErrorFields(maxRetries, retryBaseDelayMs, continueOnError));
    }
}
