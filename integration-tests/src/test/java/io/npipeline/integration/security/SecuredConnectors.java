package io.npipeline.integration.security;

import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import io.npipeline.integration.pipelines.PoisonedEffectsPipeline;
import io.npipeline.integration.pipelines.SlowLinesPipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Configurations of connectors as users of a secured broker. Topics and users are named after what the records are, as in the
 * documentation: {@code orders}, {@code processed-orders}, {@code orders-dead-letters}; {@code orders-ingress},
 * {@code orders-relay}, {@code orders-egress}.
 */
final class SecuredConnectors {

    static final int COUNT = 50;

    private static final String SHORTEST_REQUEST = "1048576";

    private final SecuredConnect secured;

    SecuredConnectors(SecuredConnect secured) {
        this.secured = secured;
    }

    /** An ingress of {@link #COUNT} numbers. */
    Map<String, String> ingress(String records) {
        Map<String, String> config = ConnectorConfigs.source(SlowLinesPipeline.class.getName(), records);
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.pipeline.param.partitions", "1");
        config.put("npipeline.pipeline.param.count", Integer.toString(COUNT));
        config.put("npipeline.delivery.semantic", "exactly_once");
        config.put("exactly.once.support", "required");
        config.put("transaction.boundary", "connector");
        overrides(config, records + "-ingress");
        return config;
    }

    Map<String, String> relay(String records) {
        return relay(records, secured.ownClients(records + "-relay"));
    }

    Map<String, String> relay(String records, Map<String, String> ownClients) {
        Map<String, String> config =
                ConnectorConfigs.relay(NumberedOutputsPipeline.class, records, "processed-" + records, "");
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.pipeline.param.outputs", "1");
        config.put("producer.override.max.request.size", SHORTEST_REQUEST);
        deadLetters(config, records);
        overrides(config, records + "-relay");
        config.putAll(ownClients);
        return config;
    }

    /** @param effects the file that it writes */
    Map<String, String> egress(String records, Path effects) {
        return egress(records, effects, secured.ownClients(records + "-egress"));
    }

    Map<String, String> egress(String records, Path effects, Map<String, String> ownClients) {
        Map<String, String> config = ConnectorConfigs.sink(PoisonedEffectsPipeline.class, records);
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.pipeline.param.effects", effects.toString());
        config.put("consumer.override.sasl.jaas.config", secured.scram(records + "-egress"));
        deadLetters(config, records);
        config.putAll(ownClients);
        return config;
    }

    /** A source connector's without what makes it exactly once. */
    static Map<String, String> atLeastOnce(Map<String, String> config) {
        List.of("npipeline.delivery.semantic", "exactly.once.support", "transaction.boundary")
                .forEach(config::remove);
        return config;
    }

    private static void deadLetters(Map<String, String> config, String records) {
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", records + "-dead-letters");
    }

    private void overrides(Map<String, String> config, String user) {
        for (String clients : List.of("producer", "consumer", "admin")) {
            config.put(clients + ".override.sasl.jaas.config", secured.scram(user));
        }
    }
}
