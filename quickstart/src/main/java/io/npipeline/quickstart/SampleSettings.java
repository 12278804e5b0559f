package io.npipeline.quickstart;

import io.npipeline.quickstart.environment.WorkerSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The environment variables that the connectors of the samples read. */
final class SampleSettings {

    private SampleSettings() {}

    /**
     * @param strikes the file that the ingress connector is to read
     * @param database the file that the egress connector is to write
     * @param rates the exchange rates of the orders
     * @param orders the folder that files of orders are put into
     * @param given variables that the caller has set; they stay
     */
    static WorkerSettings of(
            WorkerSettings settings, Path strikes, Path database, Path rates, Path orders, Map<String, String> given) {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "STRIKES_FILE", strikes.toString(),
                "STRIKES_DATABASE", database.toString(),
                "ORDERS_RATES", rates.toString(),
                "ORDERS_FOLDER", orders.toString()));
        variables.keySet().removeAll(given.keySet());
        WorkerSettings all = settings.withEnvironment("BOOTSTRAP_SERVERS", settings.bootstrapServers());
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            all = all.withEnvironment(variable.getKey(), variable.getValue());
        }
        return all;
    }
}
