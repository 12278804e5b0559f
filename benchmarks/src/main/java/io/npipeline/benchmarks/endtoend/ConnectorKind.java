package io.npipeline.benchmarks.endtoend;

import io.npipeline.benchmarks.worker.CountingPipeline;
import io.npipeline.benchmarks.worker.NoOpSinkConnector;
import io.npipeline.benchmarks.worker.RoundKeys;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a connector is made of, but for what a round says. Immutable.
 *
 * @param prefix what stands before the keys of a round
 * @param settings the connector's configuration
 */
public record ConnectorKind(String prefix, Map<String, String> settings) {

    public ConnectorKind {
        settings = Map.copyOf(settings);
    }

    /** A sink task that counts and does nothing else. */
    public static ConnectorKind noOp() {
        return new ConnectorKind("", Map.of("connector.class", NoOpSinkConnector.class.getName()));
    }

    /** The same on another thread than the worker's, to which it hands what came, a poll at a time. */
    public static ConnectorKind handOver() {
        return noOp().with(RoundKeys.HAND_OVER, "true");
    }

    /** A pipeline of a source and a counting sink, with everything else as it is by default. */
    public static ConnectorKind pipeline(String ordering) {
        return new ConnectorKind(
                "npipeline.pipeline.param.",
                Map.of(
                        "connector.class",
                        "io.npipeline.kafka.connect.sink.NPipelineSinkConnector",
                        "npipeline.pipeline.class",
                        CountingPipeline.class.getName(),
                        "npipeline.ordering",
                        ordering));
    }

    /** For keys and values of bytes. */
    public ConnectorKind ofBytes() {
        return with("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    }

    /** For values that are JSON without a schema. */
    public ConnectorKind ofJson() {
        return with("value.converter", "org.apache.kafka.connect.json.JsonConverter")
                .with("value.converter.schemas.enable", "false")
                .with(prefix + RoundKeys.JSON, "true");
    }

    /** With one more setting. */
    public ConnectorKind with(String key, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put("key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        more.put(key, value);
        return new ConnectorKind(prefix, more);
    }
}
