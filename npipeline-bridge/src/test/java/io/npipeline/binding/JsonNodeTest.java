package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JSON as Jackson's trees, as bodies and inside of them. */
class JsonNodeTest {

    record Event(String id, JsonNode payload, Optional<JsonNode> more) {}

    private static final String JSON =
            "{\"id\":7,\"big\":9007199254740993,\"price\":0.1,\"tags\":[\"a\",null,true],\"inner\":{\"x\":{}}}";

    private final BodyReader<JsonNode> reader = BodyReader.of(JsonNode.class);

    private static JsonNode tree(String json) {
        try {
            return new JsonMapper().readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void readsTextAndBytesAsJacksonDoes() {
        assertThat(reader.read(null, JSON)).isEqualTo(tree(JSON));
        assertThat(reader.read(null, JSON.getBytes(StandardCharsets.UTF_8))).isEqualTo(tree(JSON));
        assertThat(reader.read(null, "[1]")).isEqualTo(tree("[1]"));
        assertThatThrownBy(() -> reader.read(null, "{")).hasMessageStartingWith("JsonNode: malformed JSON");
        assertThatThrownBy(() -> reader.read(null, new byte[] {(byte) 0xff}))
                .hasMessage("JsonNode: expected UTF-8 text, got BYTES of size 1 that are not");
    }

    @Test
    void aTreeIsHandedThrough() {
        JsonNode tree = tree(JSON);

        assertThat(reader.isPassThrough(tree)).isTrue();
        assertThat(reader.read(null, tree)).isSameAs(tree);
        assertThat(reader.read(null, null)).isNull();
    }

    @Test
    void readsMapsOfAnyContent() {
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put("byte", (byte) 1);
        map.put("long", 1L << 40);
        map.put("float", 0.1f);
        map.put("decimal", new BigDecimal("1.50"));
        map.put("integer", BigInteger.ONE.shiftLeft(80));
        map.put("bytes", ByteBuffer.wrap(new byte[] {1, 2, 3}));
        map.put("date", Date.from(Instant.EPOCH));
        map.put("null", null);

        JsonNode node = Objects.requireNonNull(reader.read(null, map));
        assertThat(node.get("byte")).isEqualTo(JsonNodeFactory.instance.numberNode(1));
        assertThat(node.get("long").longValue()).isEqualTo(1L << 40);
        assertThat(node.get("float").doubleValue()).isEqualTo(0.1);
        assertThat(node.get("decimal").decimalValue()).isEqualTo(new BigDecimal("1.50"));
        assertThat(node.get("integer").bigIntegerValue()).isEqualTo(BigInteger.ONE.shiftLeft(80));
        assertThat(node.get("bytes").textValue()).isEqualTo("AQID");
        assertThat(node.get("date").textValue()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(node.get("null")).isEqualTo(NullNode.getInstance());
        assertThatThrownBy(() -> reader.read(null, Map.of("a", new Object())))
                .isInstanceOf(BindingException.class)
                .hasMessageStartingWith("JsonNode.a: expected what JSON can show, got Object");
    }

    @Test
    void readsAStructInTheShapeOfAMap() {
        Schema schema = SchemaBuilder.struct()
                .field("at", Timestamp.SCHEMA)
                .field("price", Decimal.schema(2))
                .field("count", Schema.INT64_SCHEMA)
                .build();
        Struct struct = new Struct(schema)
                .put("at", Date.from(Instant.parse("2026-02-03T04:05:06Z")))
                .put("price", new BigDecimal("1.50"))
                .put("count", 3L);

        assertThat(reader.read(schema, struct))
                .isEqualTo(tree("{\"at\":\"2026-02-03T04:05:06Z\",\"price\":\"1.50\",\"count\":3}"));
    }

    @ParameterizedTest
    @EnumSource(BodyForm.class)
    void aBodyIsWrittenAsTextOrWithoutASchema(BodyForm form) {
        SchemaAndValue written = BodyWriter.of(JsonNode.class, form).write(tree(JSON));

        switch (form) {
            case STRUCT, MAP -> {
                assertThat(written.schema()).isNull();
                assertThat(written.value()).isInstanceOf(Map.class);
            }
            case JSON_STRING -> assertThat(written.value()).isEqualTo(JSON);
            case JSON_BYTES -> assertThat((byte[]) written.value()).isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(reader.read(written.schema(), written.value())).isEqualTo(tree(JSON));
        assertThat(BodyWriter.of(Object.class, form).write(tree(JSON)).schema()).isEqualTo(written.schema());
    }

    @ParameterizedTest
    @EnumSource(
            value = BodyForm.class,
            names = {"MAP", "JSON_STRING", "JSON_BYTES"})
    void aComponentIsWhateverWasThere(BodyForm form) {
        Event event = new Event("a", tree("{\"x\":[1,\"t\",null]}"), Optional.of(tree("\"text\"")));

        SchemaAndValue written = BodyWriter.of(Event.class, form).write(event);

        assertThat(BodyReader.of(Event.class).read(written.schema(), written.value()))
                .isEqualTo(event);
    }

    @Test
    void aNodeThatStandsForNothingIsNoTombstone() {
        JsonNode missing = MissingNode.getInstance();
        for (BodyForm form : BodyForm.values()) {
            assertThatThrownBy(() -> BodyWriter.of(JsonNode.class, form).write(missing))
                    .isInstanceOf(BindingException.class)
                    .hasMessage("JsonNode: expected a JSON value, got a missing node, which stands for none");
        }
        for (BodyForm form : List.of(BodyForm.MAP, BodyForm.STRUCT)) {
            assertThatThrownBy(() -> BodyWriter.of(Object.class, form).write(NullNode.getInstance()))
                    .hasMessageStartingWith("Object: expected a JSON value, got a null node");
        }
        assertThatThrownBy(
                        () -> BodyWriter.of(Event.class, BodyForm.MAP).write(new Event("a", missing, Optional.empty())))
                .hasMessageStartingWith("Event.payload: expected a JSON value, got a missing node");
        SchemaAndValue written = BodyWriter.of(Event.class, BodyForm.MAP)
                .write(new Event("a", NullNode.getInstance(), Optional.empty()));
        assertThat(BodyReader.of(Event.class).read(null, written.value()))
                .extracting(Event::payload)
                .isNull();
    }

    @Test
    void numbersOfAnyLengthPassTheConverterThatKnowsNone() {
        JsonNode tree = JsonNodeFactory.instance
                .objectNode()
                .<ObjectNode>set("small", new BigIntegerNode(BigInteger.TEN))
                .<ObjectNode>set("big", tree("12345678901234567890"))
                .<ObjectNode>set("half", DecimalNode.valueOf(new BigDecimal("0.50")))
                .<ObjectNode>set("long", DecimalNode.valueOf(new BigDecimal("0.1234567890123456789")))
                .set("huge", DecimalNode.valueOf(new BigDecimal("1E+400")));
        JsonNode expected = tree("{\"small\":10,\"big\":\"12345678901234567890\",\"half\":0.5,"
                + "\"long\":\"0.1234567890123456789\",\"huge\":\"1E+400\"}");

        assertThat(throughJsonConverter(
                        BodyWriter.of(JsonNode.class, BodyForm.MAP).write(tree)))
                .isEqualTo(expected);
        Event event = new Event("a", tree, Optional.of(tree("[12345678901234567890]")));
        assertThat(throughJsonConverter(BodyWriter.of(Event.class, BodyForm.MAP).write(event))
                        .get("payload"))
                .isEqualTo(expected);
        SchemaAndValue text = BodyWriter.of(Event.class, BodyForm.JSON_STRING).write(event);
        assertThat(BodyReader.of(Event.class).read(null, text.value()))
                .as("JSON text has numbers of any length")
                .extracting(read -> read.more().orElseThrow())
                .isEqualTo(tree("[12345678901234567890]"));
        assertThat(throughJsonConverter(BodyWriter.of(JsonNode.class, BodyForm.MAP)
                                .write(Objects.requireNonNull(reader.read(null, "[12345678901234567890, 7, 0.1]"))))
                        .toString())
                .isEqualTo("[\"12345678901234567890\",7,0.1]");
    }

    private static JsonNode throughJsonConverter(SchemaAndValue written) {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", "false", "converter.type", "value"));
            byte[] bytes = converter.fromConnectData("topic", written.schema(), written.value());
            return tree(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Test
    void keysOfMapsAreTextAndStayApart() {
        Map<Object, Object> bytes = new LinkedHashMap<>();
        bytes.put(ByteBuffer.wrap(new byte[] {1, 2, 3}), 1);
        bytes.put(ByteBuffer.wrap(new byte[] {4, 5, 6}), 2);
        assertThat(reader.read(null, bytes)).isEqualTo(tree("{\"AQID\":1,\"BAUG\":2}"));
        assertThatThrownBy(() -> reader.read(null, Map.of(1, "a", "1", "b")))
                .isInstanceOf(BindingException.class)
                .hasMessage("JsonNode: two keys of a map are the same text");
        Schema schema = SchemaBuilder.struct()
                .field(
                        "map",
                        SchemaBuilder.map(Schema.BYTES_SCHEMA, Schema.INT32_SCHEMA)
                                .build())
                .build();
        Struct struct = new Struct(schema).put("map", bytes);
        assertThat(reader.read(schema, struct)).isEqualTo(tree("{\"map\":{\"AQID\":1,\"BAUG\":2}}"));
        Struct twice = new Struct(schema).put("map", Map.of(ByteBuffer.wrap(new byte[] {1}), 1, new byte[] {1}, 2));
        assertThatThrownBy(() -> reader.read(schema, twice))
                .hasMessageContaining("two keys of a map are the same text");
    }

    @Test
    void namesTheElementThatJsonCannotShow() {
        assertThatThrownBy(() -> reader.read(null, Map.of("a", List.of(1, new Object()))))
                .hasMessageStartingWith("JsonNode.a[1]: expected what JSON can show");
        assertThatThrownBy(() -> BodyWriter.of(JsonNode.class, BodyForm.MAP)
                        .write(JsonNodeFactory.instance.arrayNode().add(1).addPOJO(new Object())))
                .hasMessageStartingWith("JsonNode[1]: expected what JSON text has");
    }

    @Test
    void thereIsNoSchemaForAComponent() {
        assertThatThrownBy(() -> BodyWriter.of(Event.class, BodyForm.STRUCT))
                .hasMessageStartingWith("Event.payload: no schema can be derived for JsonNode");
        assertThatThrownBy(() -> BodyWriter.of(JsonNode.class, BodyForm.MAP)
                        .write(JsonNodeFactory.instance.objectNode().set("a", JsonNodeFactory.instance.pojoNode(1))))
                .hasMessage("JsonNode.a: expected what JSON text has, got a node of an object");
    }
}
