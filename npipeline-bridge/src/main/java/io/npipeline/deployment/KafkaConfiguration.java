package io.npipeline.deployment;

import java.util.List;

/**
 * What a pipeline needs to know about Kafka, as one object that becomes the configuration of a connector. It is a typed way
 * to write that configuration, for programs that post it with {@link ConnectClient} or keep it as a file; a worker is told
 * nothing else than if it had been written by hand. What becomes of each field is in docs/kafka-configuration.md.
 *
 * <p>Nothing here looks at brokers, workers or the pipeline: what only they can tell, the worker does when the connector is
 * posted.
 *
 * <p>Immutable; its {@code toString} shows no secret.
 */
public final class KafkaConfiguration {

    private final ConnectorFields connector;
    private final ConnectionFields connection;
    private final ConsumerFields consumer;
    private final ProducerFields producer;
    private final SerializationFields serialization;
    private final DeliveryFields delivery;
    private final PerformanceFields performance;
    private final TransactionFields transactions;
    private final ErrorFields errors;

    KafkaConfiguration(
            ConnectorFields connector,
            ConnectionFields connection,
            ConsumerFields consumer,
            ProducerFields producer,
            SerializationFields serialization,
            DeliveryFields delivery,
            PerformanceFields performance,
            TransactionFields transactions,
            ErrorFields errors) {
        this.connector = connector;
        this.connection = connection;
        this.consumer = consumer;
        this.producer = producer;
        this.serialization = serialization;
        this.delivery = delivery;
        this.performance = performance;
        this.transactions = transactions;
        this.errors = errors;
    }

    /** A builder without any value. */
    public static KafkaConfigurationBuilder builder() {
        return new KafkaConfigurationBuilder();
    }

    /**
     * What is wrong with the fields, whatever the connector; empty when nothing is. {@link #toSinkConnector} and
     * {@link #toSourceConnector} look at them too, and at what only one of the connectors has.
     */
    public List<FieldProblem> validate() {
        Problems problems = new Problems();
        check(problems);
        return problems.found();
    }

    /**
     * A connector that runs a pipeline from the source topic to sinks of the user's own.
     *
     * @throws InvalidConfigurationException with all that is wrong
     */
    public ConnectorConfiguration toSinkConnector(String name) {
        return render(name, Draft.Kind.SINK);
    }

    /**
     * A connector that runs a pipeline from the source topic to the sink topic, or where there is no source topic, from a
     * source of the user's own to the sink topic.
     *
     * @throws InvalidConfigurationException with all that is wrong
     */
    public ConnectorConfiguration toSourceConnector(String name) {
        return render(name, consumer.isRelay(connector) ? Draft.Kind.RELAY : Draft.Kind.INGRESS);
    }

    private ConnectorConfiguration render(String name, Draft.Kind kind) {
        Problems problems = new Problems();
        problems.requireSet("name", name, "must not be blank");
        check(problems);
        Draft draft = new Draft(kind, connector.settings(), problems);
        groups().forEach(group -> group.render(draft));
        if (!problems.found().isEmpty()) {
            throw new InvalidConfigurationException("connector " + name, problems.found());
        }
        return new ConnectorConfiguration(name, draft.config());
    }

    private void check(Problems problems) {
        groups().forEach(group -> group.check(this, problems));
    }

    private List<FieldGroup> groups() {
        return List.of(
                connector, connection, consumer, producer, serialization, delivery, performance, transactions, errors);
    }

    ConnectorFields connector() {
        return connector;
    }

    ProducerFields producer() {
        return producer;
    }

    DeliveryFields delivery() {
        return delivery;
    }

    TransactionFields transactions() {
        return transactions;
    }

    @Override
    public String toString() {
        return "KafkaConfiguration" + groups();
    }
}
