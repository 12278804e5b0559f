package io.npipeline.formats;

import com.fasterxml.jackson.databind.JsonNode;
import io.npipeline.binding.BodyForm;
import io.npipeline.binding.BodyReader;
import io.npipeline.binding.BodyWriter;
import io.npipeline.binding.JsonText;
import io.npipeline.formats.judge.JsValues;
import io.npipeline.formats.judge.Judge;
import io.npipeline.formats.judge.Serde;
import io.npipeline.formats.sample.Sample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes samples and reads them as somebody would who knows nothing of us: by schemas written by hand, with Confluent's serdes
 * for JavaScript. JSON without a schema needs no serde.
 */
final class ForeignSide {

    private static final BodyWriter<Sample> PLAIN = BodyWriter.of(Sample.class, BodyForm.MAP);
    private static final BodyReader<Sample> READER = BodyReader.of(Sample.class);
    private static final List<String> PROTOBUF_FILES = List.of("place.proto", "sample.proto");
    private static final String PROTOBUF_MESSAGE = "com.example.Sample";

    /** The decimal in the schema of Avro has so many digits behind its point. */
    private static final int SCALE = 2;

    private final Judge judge;
    private final Format format;

    ForeignSide(Judge judge, Format format) {
        this.judge = judge;
        this.format = format;
    }

    /** The bytes of each sample; null for what JavaScript or its serde cannot write. */
    List<byte @Nullable []> write(String topic, List<Sample> samples) {
        if (format == Format.JSON) {
            return samples.stream()
                    .<byte @Nullable []>map(sample -> JsonText.toBytes(plain(sample)))
                    .toList();
        }
        List<JsonNode> values =
                samples.stream().map(sample -> JsValues.of(value(sample))).toList();
        if (format == Format.PROTOBUF) {
            return judge.write(topic, PROTOBUF_FILES, PROTOBUF_MESSAGE, values);
        }
        Serde serde = serde();
        String schema = judge.schema(serde == Serde.AVRO ? "sample.avsc" : "sample.json");
        return judge.write(serde, topic, judge.register(serde, topic + "-value", schema), values);
    }

    /** The values of records: maps, lists and scalars, as the serde has read them. */
    List<Object> readPlain(String topic, List<byte[]> records) {
        return format == Format.JSON
                ? records.stream()
                        .map(record -> JsonText.parse(new String(record, StandardCharsets.UTF_8)))
                        .toList()
                : judge.read(serde(), topic, records);
    }

    /** What was read as a sample. */
    static Sample bind(Object plain) {
        return Objects.requireNonNull(READER.read(null, plain));
    }

    private Serde serde() {
        return switch (format) {
            case JSON -> throw new IllegalStateException("JSON has no serde");
            case JSON_SCHEMA -> Serde.JSON_SCHEMA;
            case AVRO_APICURIO, AVRO_CONFLUENT -> Serde.AVRO;
            case PROTOBUF -> Serde.PROTOBUF;
        };
    }

    private static Map<String, @Nullable Object> plain(Sample sample) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(PLAIN.write(sample).value()))
                .forEach((name, content) -> map.put(String.valueOf(name), content));
        return map;
    }

    /** The sample as the serde takes it by the schema that was written by hand. */
    private Map<String, @Nullable Object> value(Sample sample) {
        Map<String, @Nullable Object> value = plain(sample);
        switch (serde()) {
            case AVRO -> putAvro(sample, value);
            case PROTOBUF -> putProtobuf(sample, value);
            case JSON_SCHEMA -> {}
        }
        return value;
    }

    /** Both have numbers for them. */
    private static void putDateAndTime(Sample sample, Map<String, @Nullable Object> value) {
        if (sample.date() != null) {
            value.put("date", (int) sample.date().toEpochDay());
        }
        if (sample.time() != null) {
            value.put("time", sample.time().get(ChronoField.MILLI_OF_DAY));
        }
    }

    private static void putAvro(Sample sample, Map<String, @Nullable Object> value) {
        putDateAndTime(sample, value);
        if (sample.instant() != null) {
            value.put("instant", sample.instant().toEpochMilli());
        }
        BigDecimal decimal = sample.decimal();
        if (decimal != null) {
            value.put(
                    "decimal",
                    decimal.setScale(SCALE, RoundingMode.UNNECESSARY)
                            .unscaledValue()
                            .toByteArray());
        }
    }

    private static void putProtobuf(Sample sample, Map<String, @Nullable Object> value) {
        putDateAndTime(sample, value);
        Instant instant = sample.instant();
        if (instant != null) {
            value.put("instant", Map.of("seconds", instant.getEpochSecond(), "nanos", instant.getNano()));
        }
    }
}
