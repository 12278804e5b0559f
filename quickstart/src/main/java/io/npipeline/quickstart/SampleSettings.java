package io.npipeline.quickstart;

import io.npipeline.quickstart.environment.WorkerSettings;
import java.nio.file.Path;

/** The environment variables that the connectors in {@code config/} read. */
final class SampleSettings {

    private SampleSettings() {}

    /**
     * @param strikes the file that the ingress connector is to read
     * @param database the file that the egress connector is to write
     * @param rates the exchange rates of the orders
     * @param orders the folder that files of orders are put into
     */
    static WorkerSettings of(WorkerSettings settings, Path strikes, Path database, Path rates, Path orders) {
        return settings.withEnvironment("BOOTSTRAP_SERVERS", settings.bootstrapServers())
                .withEnvironment("STRIKES_FILE", strikes.toString())
                .withEnvironment("STRIKES_DATABASE", database.toString())
                .withEnvironment("ORDERS_RATES", rates.toString())
                .withEnvironment("ORDERS_FOLDER", orders.toString());
    }
}
