package io.npipeline.kafka.connect.source;

import io.npipeline.binding.BodyForm;
import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.configuration.ProducerLimits;
import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.engine.HeaderForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/**
 * What the worker reads from the connector's configuration and this connector depends on: converter, transformations,
 * error tolerance. Immutable.
 */
final class WorkerSettings {

    static final String EXACTLY_ONCE_SUPPORT = "exactly.once.support";
    static final String TRANSACTION_BOUNDARY = "transaction.boundary";

    private static final String KEY_CONVERTER = "key.converter";
    private static final String VALUE_CONVERTER = "value.converter";
    private static final String HEADER_CONVERTER = "header.converter";
    private static final String MAX_REQUEST_SIZE = "producer.override.max.request.size";
    private static final String TOLERANCE = "errors.tolerance";
    private static final String TRANSFORMS = "transforms";
    private static final String PREDICATES = "predicates.";

    /** Write no less than the bytes and texts of a value; the worker takes their simple names too. */
    private static final Set<String> PLAIN_CONVERTERS = Set.of(
            "org.apache.kafka.connect.storage.StringConverter",
            "StringConverter",
            "org.apache.kafka.connect.converters.ByteArrayConverter",
            "ByteArrayConverter",
            "org.apache.kafka.connect.json.JsonConverter",
            "JsonConverter");

    private static final String TOPIC_MATCHES = "org.apache.kafka.connect.transforms.predicates.TopicNameMatches";

    private final Map<String, Object> settings;

    WorkerSettings(AbstractConfig config) {
        settings = config.originals();
    }

    /** The form of bodies that the value converter takes: JSON text where it knows no structures. */
    BodyForm bodyForm() {
        return switch (simpleName(VALUE_CONVERTER)) {
            case "StringConverter" -> BodyForm.JSON_STRING;
            case "ByteArrayConverter" -> BodyForm.JSON_BYTES;
            default -> BodyForm.STRUCT;
        };
    }

    /** What the key converter takes. */
    DeadLetterRoute.KeyForm keyForm() {
        return switch (simpleName(KEY_CONVERTER)) {
            case "StringConverter" -> DeadLetterRoute.KeyForm.TEXT;
            case "ByteArrayConverter" -> DeadLetterRoute.KeyForm.BYTES;
            case "BooleanConverter",
                    "DoubleConverter",
                    "FloatConverter",
                    "IntegerConverter",
                    "LongConverter",
                    "ShortConverter" -> DeadLetterRoute.KeyForm.SCALAR;
            default -> DeadLetterRoute.KeyForm.ANY;
        };
    }

    /** What the header converter takes, where it is the connector's; the worker's own is not known. */
    HeaderForm headerForm() {
        return simpleName(HEADER_CONVERTER).equals("ByteArrayConverter") ? HeaderForm.BYTES : HeaderForm.ANY;
    }

    /** The size of a request that the producer refuses to exceed, as far as the connector's settings tell. */
    long maxRequestBytes() {
        return ProducerLimits.maxRequestBytes(text(MAX_REQUEST_SIZE));
    }

    /**
     * The most bytes of a value, where the connector sets what the producer takes, and neither transformations nor the
     * converter make values smaller than they are.
     */
    long maxValueBytes() {
        String converter = text(VALUE_CONVERTER);
        boolean known = text(MAX_REQUEST_SIZE) != null
                && transforms().isEmpty()
                && converter != null
                && PLAIN_CONVERTERS.contains(converter);
        return known ? maxRequestBytes() : Long.MAX_VALUE;
    }

    @Nullable
    String exactlyOnceSupport() {
        return text(EXACTLY_ONCE_SUPPORT);
    }

    @Nullable
    String transactionBoundary() {
        return text(TRANSACTION_BOUNDARY);
    }

    private String simpleName(String classKey) {
        String name = text(classKey);
        return name == null ? "" : name.substring(name.lastIndexOf('.') + 1);
    }

    List<ConfigProblem> problems(DeadLetterSettings deadLetters) {
        List<ConfigProblem> problems = new ArrayList<>();
        if ("all".equalsIgnoreCase(text(TOLERANCE))) {
            problems.add(new ConfigProblem(
                    TOLERANCE,
                    text(TOLERANCE),
                    "must be none: with all, the worker counts records as written that it could not write"));
        }
        if (deadLetters.destination() == DeadLetterSettings.Destination.KAFKA) {
            for (String transform : transforms()) {
                requireKeptAway(transform, deadLetters.topic(), problems);
            }
        }
        return problems;
    }

    private List<String> transforms() {
        String list = text(TRANSFORMS);
        return list == null
                ? List.of()
                : Arrays.stream(list.split(","))
                        .map(String::trim)
                        .filter(alias -> !alias.isEmpty())
                        .toList();
    }

    /** A transformation that changed or dropped a dead letter would lose it. */
    private void requireKeptAway(String transform, String topic, List<ConfigProblem> problems) {
        String predicateKey = TRANSFORMS + "." + transform + ".predicate";
        String predicate = text(predicateKey);
        boolean keptAway = predicate != null
                && "true".equalsIgnoreCase(text(TRANSFORMS + "." + transform + ".negate"))
                && isTopicMatches(text(PREDICATES + predicate + ".type"))
                && matches(text(PREDICATES + predicate + ".pattern"), topic);
        if (!keptAway) {
            problems.add(new ConfigProblem(
                    predicateKey,
                    predicate,
                    "must name a predicate of type TopicNameMatches whose pattern matches " + topic + ", with "
                            + TRANSFORMS + "." + transform
                            + ".negate=true, so that the transformation does not touch dead letters"));
        }
    }

    /** The worker takes the simple name of a plugin for the whole. */
    private static boolean isTopicMatches(@Nullable String type) {
        return type != null && (TOPIC_MATCHES.equals(type) || TOPIC_MATCHES.endsWith("." + type));
    }

    private static boolean matches(@Nullable String pattern, String topic) {
        try {
            return pattern != null && topic.matches(pattern);
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private @Nullable String text(String key) {
        Object value = settings.get(key);
        return value == null ? null : value.toString().trim();
    }
}
