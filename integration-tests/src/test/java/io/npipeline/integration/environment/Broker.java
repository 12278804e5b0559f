package io.npipeline.integration.environment;

import io.npipeline.quickstart.environment.BrokerProcess;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A broker at an address, which is all that most tests need of it. Not thread safe. */
public sealed interface Broker extends AutoCloseable permits ProcessBroker, ContainerBroker {

    /**
     * Starts one where the property {@code it.broker} says. Returns when it answers.
     *
     * @param directory where a process has its files
     * @param properties those besides, or other than, those of a small single node
     */
    static Broker start(Path directory, Map<String, String> properties) {
        return switch (BrokerChoice.made()) {
            case PROCESSES -> ProcessBroker.start(directory, properties);
            case CONTAINERS -> ContainerBroker.start(properties);
        };
    }

    /** One that is a process, and is closed with it. */
    static Broker of(BrokerProcess process) {
        return new ProcessBroker(process);
    }

    String bootstrapServers();

    /** A new admin client, which the caller closes. */
    default Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    @Override
    void close();
}
