package io.npipeline.engine;

import io.npipeline.binding.JsonText;
import io.npipeline.deadletter.DeadLetter;
import io.npipeline.deadletter.DeadLetterStruct;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;

/**
 * A dead letter as an output record. It leaves by the producer of the task, which dies of a record that is too large; so a
 * letter that might be gets smaller until it fits.
 */
final class OutputDeadLetter {

    private final DeadLetterRoute.AsOutput route;

    OutputDeadLetter(DeadLetterRoute.AsOutput route) {
        this.route = route;
    }

    OutputRecord of(DeadLetter letter) {
        DeadLetter fitting = letter.fittingAsText(route.maxBytes());
        return new OutputRecord(
                route.topic(),
                null,
                key(fitting),
                value(fitting),
                route.headerForm().of(fitting.headers()),
                null,
                true);
    }

    private SchemaAndValue key(DeadLetter letter) {
        byte[] unconverted = letter.key() instanceof byte[] bytes ? bytes : null;
        return switch (route.keyForm()) {
            case TEXT ->
                unconverted == null
                        ? asItIs(letter)
                        : new SchemaAndValue(
                                Schema.STRING_SCHEMA, Base64.getEncoder().encodeToString(unconverted));
            case BYTES -> new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, letter.keyBytes());
            case SCALAR -> unconverted == null ? asItIs(letter) : SchemaAndValue.NULL;
            case ANY -> asItIs(letter);
        };
    }

    private static SchemaAndValue asItIs(DeadLetter letter) {
        return OutputKey.ofDeadLetter(letter.key(), letter.keySchema());
    }

    private SchemaAndValue value(DeadLetter letter) {
        String json = JsonText.toString(letter.envelope());
        return switch (route.form()) {
            case JSON_STRING -> new SchemaAndValue(Schema.STRING_SCHEMA, json);
            case JSON_BYTES -> new SchemaAndValue(Schema.BYTES_SCHEMA, json.getBytes(StandardCharsets.UTF_8));
            case STRUCT, MAP -> new SchemaAndValue(DeadLetterStruct.SCHEMA, DeadLetterStruct.of(letter.envelope()));
        };
    }
}
