package io.npipeline.binding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON text without losing a digit. Jackson limits depth, so that the recursion ends. Thread safe. */
final class JsonParsing {

    /**
     * Keys can be foreign data, such as customer numbers; interned, they would pile up for the life of the worker.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private JsonParsing() {}

    static Object parse(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new Misfit("expected JSON, got no text");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "more text after the end", parser.currentTokenLocation());
            }
            if (value == null) {
                throw new Misfit("expected a JSON value, got null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw malformed(json, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> fraction(parser);
            default -> throw new IllegalStateException("No value starts with " + parser.currentToken());
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            entries.put(key, value(parser));
        }
        return entries;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    private static Number integer(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? parser.getBigIntegerValue()
                : (Number) parser.getLongValue();
    }

    /** Parsed here and not by Jackson, whose double of a decimal has lost the sign of a negative zero. */
    private static Number fraction(JsonParser parser) throws IOException {
        String text = parser.getText();
        try {
            BigDecimal exact = Numbers.parseDecimal(text);
            double nearest = Double.parseDouble(text);
            return Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(exact) == 0
                    ? nearest
                    : (Number) exact;
        } catch (NumberFormatException e) {
            throw new JsonParseException(parser, "a number of absurd size", parser.currentTokenLocation(), e);
        }
    }

    private static Misfit malformed(String json, JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        String problem = Excerpt.shorten(e.getOriginalMessage());
        return new Misfit("malformed JSON" + place + ": " + problem + " in " + Excerpt.quote(json), e);
    }
}
