package io.npipeline.formats;

import io.npipeline.formats.judge.JsValues;
import io.npipeline.formats.judge.Judge;
import io.npipeline.formats.judge.Serde;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Customers as others write them, before and after their schema changed: a wider number, another name for the address, a currency
 * that has a default where the format knows defaults, no fax, and one level more.
 */
final class Evolution {

    private static final Map<String, Object> BEFORE =
            Map.of("id", 7, "mail", "ada@example.com", "level", "SILVER", "fax", "123");
    private static final long WIDE = 1L << 40;
    private static final Map<String, Object> AFTER =
            Map.of("id", WIDE, "email", "eve@example.com", "level", "GOLD", "currency", "USD");

    private Evolution() {}

    /**
     * Writes one of each; the schemas are registered one after the other under the subject of the topic.
     *
     * @param between what to do when the first is registered
     */
    static Map<String, byte[]> write(Judge judge, Format format, String topic, Runnable between) {
        Map<String, byte[]> written = new LinkedHashMap<>();
        written.put("before", write(judge, format, topic, "before", BEFORE));
        between.run();
        written.put("after", write(judge, format, topic, "after", AFTER));
        return written;
    }

    private static byte[] write(Judge judge, Format format, String topic, String which, Map<String, Object> value) {
        List<byte @Nullable []> bytes =
                switch (format) {
                    case JSON -> List.of(ForeignSide.json(value));
                    case JSON_SCHEMA -> write(judge, Serde.JSON_SCHEMA, topic, "customer-" + which + ".json", value);
                    case AVRO_APICURIO, AVRO_CONFLUENT ->
                        write(judge, Serde.AVRO, topic, "customer-" + which + ".avsc", value);
                    case PROTOBUF ->
                        judge.write(
                                topic,
                                List.of("customer-" + which + ".proto"),
                                "com.example.Customer",
                                List.of(JsValues.of(value)));
                };
        return Objects.requireNonNull(bytes.get(0));
    }

    private static List<byte @Nullable []> write(
            Judge judge, Serde serde, String topic, String file, Map<String, Object> value) {
        int id = judge.register(serde, topic + "-value", judge.schema(file));
        return judge.write(serde, topic, id, List.of(JsValues.of(value)));
    }
}
