package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    record Line(String name, Optional<Instant> at) {}

    public static class Bean {
        public String getName() {
            return "bean";
        }
    }

    static class Opaque {
        @Override
        public String toString() {
            return "opaque";
        }
    }

    static class Hostile {
        public String getName() {
            throw new IllegalStateException("no name");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    static class Textless {
        @Override
        @SuppressWarnings({"NullAway", "ToStringReturnsNull"}) // the case under test
        public String toString() {
            return null;
        }
    }

    @Test
    void writesScalars() {
        assertThat(JsonText.toString(null)).isEqualTo("null");
        assertThat(JsonText.toString("a\"b")).isEqualTo("\"a\\\"b\"");
        assertThat(JsonText.toString(1.5)).isEqualTo("1.5");
        assertThat(JsonText.toString(Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(JsonText.toString(Float.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
        assertThat(JsonText.toString(new byte[] {1, 2, 3})).isEqualTo("\"AQID\"");
        assertThat(JsonText.toString(ByteBuffer.wrap(new byte[] {1, 2, 3}))).isEqualTo("\"AQID\"");
        assertThat(JsonText.toString(Instant.parse("2026-02-03T04:05:06Z"))).isEqualTo("\"2026-02-03T04:05:06Z\"");
        assertThat(JsonText.toString(LocalDate.parse("2026-02-03"))).isEqualTo("\"2026-02-03\"");
        assertThat(JsonText.toString(Duration.ofSeconds(90))).isEqualTo("\"PT1M30S\"");
        assertThat(JsonText.toBytes("ö")).isEqualTo("\"ö\"".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void writesObjects() {
        assertThat(JsonText.toString(new Line("a", Optional.of(Instant.EPOCH))))
                .isEqualTo("{\"name\":\"a\",\"at\":\"1970-01-01T00:00:00Z\"}");
        assertThat(JsonText.toString(new Bean())).isEqualTo("{\"name\":\"bean\"}");
        assertThat(JsonText.toString(Map.of("k", List.of(1, true)))).isEqualTo("{\"k\":[1,true]}");
    }

    @Test
    void writesStructs() {
        Schema inner = SchemaBuilder.struct().field("price", Decimal.schema(2)).build();
        Schema schema = SchemaBuilder.struct()
                .field("at", Timestamp.SCHEMA)
                .field("lines", SchemaBuilder.array(inner))
                .field("bytes", Schema.BYTES_SCHEMA)
                .field("none", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct struct = new Struct(schema)
                .put("at", Date.from(Instant.EPOCH))
                .put("lines", List.of(new Struct(inner).put("price", new BigDecimal("1.50"))))
                .put("bytes", ByteBuffer.wrap(new byte[] {1, 2, 3}));
        String json =
                "{\"at\":\"1970-01-01T00:00:00Z\",\"lines\":[{\"price\":\"1.50\"}],\"bytes\":\"AQID\",\"none\":null}";

        assertThat(JsonText.toString(struct)).isEqualTo(json);
        assertThat(JsonText.toString(List.of(struct))).isEqualTo("[" + json + "]");
    }

    @Test
    void replacesOnlyThePartThatCannotBeShown() {
        Map<@Nullable Object, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("good", List.of(1));
        parts.put("opaque", new Opaque());
        parts.put("hostile", new Object[] {new Hostile(), 2});
        parts.put("textless", new Textless());
        parts.put(null, null);

        assertThat(JsonText.toString(parts))
                .isEqualTo("{\"good\":[1],\"opaque\":\"opaque\",\"hostile\":"
                        + "[\"a value whose toString failed: java.lang.IllegalStateException\",2],"
                        + "\"textless\":\"null\",\"null\":null}");
        assertThat(JsonText.toString(new Opaque())).isEqualTo("\"opaque\"");
    }

    @Test
    void survivesEndlessValues() {
        Map<String, Object> map = new HashMap<>();
        List<Object> list = new ArrayList<>(List.of(map));
        map.put("list", list);
        map.put("again", list);

        assertThat(JsonText.toString(map))
                .startsWith("{")
                .contains("\"list\":[\"", "\"again\":[\"")
                .endsWith("}");
    }

    @Test
    void survivesValuesTooDeepForJackson() {
        Object deep = 1;
        for (int i = 0; i < 100_000; i++) {
            deep = Collections.singletonList(deep);
        }

        assertThat(JsonText.toString(deep)).startsWith("[[[[").endsWith("]]]]");
    }

    @Test
    void survivesLoneSurrogates() {
        assertThat(JsonText.toBytes("a\uD800b")).isEqualTo("\"a?b\"".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void parsesEveryKindOfValue() {
        assertThat(JsonText.parse(" {\"a\": [1, \"x\", true, false, null], \"b\": {}} "))
                .isEqualTo(mapOf("a", listOf(1L, "x", true, false, null), "b", Map.of()));
        assertThat(JsonText.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(JsonText.parse("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(JsonText.parse("0.1")).isEqualTo(0.1);
        assertThat(JsonText.parse("-0.0")).isEqualTo(-0.0);
        assertThat(JsonText.parse("1e3")).isEqualTo(1000.0);
        assertThat(JsonText.parse("0.12345678901234567890")).isEqualTo(new BigDecimal("0.12345678901234567890"));
        assertThat(JsonText.parse("1e400")).isEqualTo(new BigDecimal("1E+400"));
    }

    @Test
    void namesThePlaceOfMalformedText() {
        assertThatThrownBy(() -> JsonText.parse("{\"a\":\n  tru}"))
                .isInstanceOf(BindingException.class)
                .hasMessageStartingWith("JSON: malformed JSON at line 2, column ")
                .hasMessageEndingWith(" in \"{\"a\":\n  tru}\"");
        assertThatThrownBy(() -> JsonText.parse("[1"))
                .hasMessageStartingWith("JSON: malformed JSON at line 1, column 3");
        assertThatThrownBy(() -> JsonText.parse("1 2"))
                .hasMessage("JSON: malformed JSON at line 1, column 3: more text after the end in \"1 2\"");
        assertThatThrownBy(() -> JsonText.parse("NaN")).isInstanceOf(BindingException.class);
        assertThatThrownBy(() -> JsonText.parse("[1e99999999999]"))
                .hasMessage("JSON: malformed JSON at line 1, column 2: a number of absurd size in \"[1e99999999999]\"");
        assertThatThrownBy(() -> JsonText.parse("1".repeat(100_000))).isInstanceOf(BindingException.class);
        assertThatThrownBy(() -> JsonText.parse("0." + "1".repeat(100_000))).isInstanceOf(BindingException.class);
        assertThatThrownBy(() -> JsonText.parse("null")).hasMessage("JSON: expected a JSON value, got null");
        assertThatThrownBy(() -> JsonText.parse(" ")).hasMessage("JSON: expected JSON, got no text");
        assertThatThrownBy(() -> JsonText.parse("[".repeat(100_000)))
                .isInstanceOf(BindingException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    private static List<@Nullable Object> listOf(@Nullable Object... elements) {
        List<@Nullable Object> list = new ArrayList<>();
        Collections.addAll(list, elements);
        return list;
    }

    private static Map<String, Object> mapOf(String first, Object firstValue, String second, Object secondValue) {
        return Map.of(first, firstValue, second, secondValue);
    }
}
