package io.npipeline.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.formats.judge.JsValues;
import io.npipeline.formats.judge.Judge;
import io.npipeline.formats.judge.Serde;
import io.npipeline.formats.sample.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes samples and reads them as somebody would who knows nothing of us: by schemas written by hand, with Confluent's serdes
 * for JavaScript. JSON without a schema needs no serde; JavaScript would round its numbers, so it is Jackson's.
 */
final class ForeignSide {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PROTOBUF_FILES = List.of("place.proto", "sample.proto");
    private static final String PROTOBUF_MESSAGE = "com.example.Sample";

    private final Judge judge;
    private final Format format;
    private final PlainWriter writer;

    ForeignSide(Judge judge, Format format) {
        this.judge = judge;
        this.format = format;
        this.writer = new PlainWriter(format);
    }

    /** The bytes of each sample; null for what JavaScript or its serde has no value for. */
    List<byte @Nullable []> write(String topic, List<Sample> samples) {
        List<Map<String, @Nullable Object>> plain =
                samples.stream().map(writer::write).toList();
        if (format == Format.JSON) {
            List<byte @Nullable []> texts = new ArrayList<>();
            plain.forEach(value -> texts.add(json(value)));
            return texts;
        }
        List<JsonNode> values = plain.stream().map(JsValues::of).toList();
        if (format == Format.PROTOBUF) {
            return judge.write(topic, PROTOBUF_FILES, PROTOBUF_MESSAGE, values);
        }
        Serde serde = serde();
        String schema = judge.schema(serde == Serde.AVRO ? "sample.avsc" : "sample.json");
        return judge.write(serde, topic, judge.register(serde, topic + "-value", schema), values);
    }

    /** A value in JSON without a schema. */
    static byte[] json(Map<String, ?> value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The values of records: maps, lists and scalars, as the serde has read them. */
    List<Object> readPlain(String topic, List<byte[]> records) {
        return format == Format.JSON
                ? records.stream().map(ForeignSide::ofJson).toList()
                : judge.read(serde(), topic, records);
    }

    private static Object ofJson(byte[] record) {
        try {
            return JSON.readValue(record, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What was read as a sample.
     *
     * @throws IllegalArgumentException naming the component that has a value of another type
     */
    static Sample bind(Object plain) {
        return PlainReader.read(Sample.class, plain);
    }

    private Serde serde() {
        return switch (format) {
            case JSON -> throw new IllegalStateException("JSON has no serde");
            case JSON_SCHEMA -> Serde.JSON_SCHEMA;
            case AVRO_APICURIO, AVRO_CONFLUENT -> Serde.AVRO;
            case PROTOBUF -> Serde.PROTOBUF;
        };
    }
}
