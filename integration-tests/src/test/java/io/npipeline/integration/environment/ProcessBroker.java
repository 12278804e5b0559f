package io.npipeline.integration.environment;

import io.npipeline.quickstart.environment.BrokerProcess;
import io.npipeline.quickstart.environment.KafkaRuntime;
import java.nio.file.Path;
import java.util.Map;

/** A broker that is a process of this machine, which tests may stop and kill. */
record ProcessBroker(BrokerProcess process) implements Broker {

    static ProcessBroker start(Path directory, Map<String, String> properties) {
        return new ProcessBroker(BrokerProcess.start(KafkaRuntime.locate(), directory, properties));
    }

    @Override
    public String bootstrapServers() {
        return process.bootstrapServers();
    }

    @Override
    public void close() {
        process.close();
    }
}
