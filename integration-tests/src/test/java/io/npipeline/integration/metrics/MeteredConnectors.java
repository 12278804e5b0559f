package io.npipeline.integration.metrics;

import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.pipelines.EffectsPipeline;
import io.npipeline.integration.pipelines.EventFile;
import io.npipeline.integration.pipelines.LimitedNumbersPipeline;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One connector of each kind on a worker, and a relay behind the transactions of the ingress. Immutable. */
record MeteredConnectors(MeteredWorker worker) {

    static final String RELAY = "metered-relay";
    static final String INGRESS = "metered-ingress";
    static final String BEHIND = "metered-behind";
    static final String EGRESS = "metered-egress";
    static final String IN_TOPIC = "in";
    static final String OUT_TOPIC = "out";
    static final String NUMBERS_TOPIC = "numbers";

    /** Makes their topics and starts them. */
    void start() {
        worker.environment().topics().create(IN_TOPIC, 2);
        for (String topic : List.of(
                OUT_TOPIC, NumberedOutputsPipeline.EVEN_TOPIC, NUMBERS_TOPIC, "numbers-behind", "relay-dead", "dead")) {
            worker.environment().topics().create(topic, 1);
        }
        worker.write("limit", "100");
        worker.environment().connect().put(RELAY, relay());
        worker.environment().connect().put(INGRESS, ingress());
        worker.environment().connect().put(BEHIND, relayOf(NUMBERS_TOPIC, "numbers-behind"));
        worker.environment().connect().put(EGRESS, egress());
    }

    /** What the egress writes. */
    Path effects() {
        return worker.environment().file("effects");
    }

    private Map<String, String> relay() {
        Map<String, String> config = relayOf(IN_TOPIC, OUT_TOPIC);
        tellEvents(config, RELAY);
        config.put("npipeline.pipeline.param.outputs", "2");
        config.put(
                "npipeline.pipeline.param.gate",
                worker.environment().file("relay-gate").toString());
        return config;
    }

    private void tellEvents(Map<String, String> config, String connector) {
        config.put("npipeline.metrics.class", EventFile.class.getName());
        config.put("npipeline.pipeline.param.folder", worker.folder(connector).toString());
    }

    private Map<String, String> relayOf(String from, String to) {
        Map<String, String> config = ConnectorConfigs.relay(
                NumberedOutputsPipeline.class,
                from,
                to,
                worker.environment().broker().bootstrapServers());
        config.put("npipeline.pipeline.param.outputs", "1");
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.metrics.lag.interval.ms", "300");
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", "relay-dead");
        return config;
    }

    /** Numbers, of which a file says how many there are. */
    Map<String, String> ingress() {
        Map<String, String> config = ConnectorConfigs.source(LimitedNumbersPipeline.class.getName(), NUMBERS_TOPIC);
        for (String file : List.of("limit", "gate", "down")) {
            config.put(
                    "npipeline.pipeline.param." + file,
                    worker.environment().file(file).toString());
        }
        tellEvents(config, INGRESS);
        config.put("npipeline.delivery.semantic", "exactly_once");
        config.put("exactly.once.support", "required");
        config.put("transaction.boundary", "connector");
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", "dead");
        return config;
    }

    private Map<String, String> egress() {
        Map<String, String> config = ConnectorConfigs.sink(EffectsPipeline.class, OUT_TOPIC);
        config.put("npipeline.pipeline.param.effects", effects().toString());
        config.put(
                "npipeline.kafka.bootstrap.servers",
                worker.environment().broker().bootstrapServers());
        config.put("npipeline.metrics.lag.interval.ms", "300");
        config.put("consumer.override.isolation.level", "read_committed");
        return config;
    }
}
