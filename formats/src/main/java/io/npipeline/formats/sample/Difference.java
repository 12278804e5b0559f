package io.npipeline.formats.sample;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in a word what became of a value on its way. */
public final class Difference {

    /** The word for none. */
    public static final String NONE = "equal";

    private static final int MAX_LENGTH = 60;

    private Difference() {}

    /** How what arrived differs from what was sent; {@link #NONE} where it does not. */
    public static String between(Case sent, Sample arrived) {
        String difference = "";
        for (RecordComponent component : Sample.class.getRecordComponents()) {
            Object content = arrived.get(component);
            if (component.getName().equals(sent.component())) {
                difference = between(sent.content(), content);
            } else if (!isUnset(content)) {
                return "also " + component.getName() + ": " + content;
            }
        }
        return difference;
    }

    private static String between(@Nullable Object sent, @Nullable Object arrived) {
        if (Objects.deepEquals(sent, arrived)) {
            return NONE;
        }
        if (arrived == null) {
            return "null";
        }
        if (sent == null && isUnset(arrived)) {
            return "empty";
        }
        if (isTo(ChronoUnit.MILLIS, sent, arrived)) {
            return "ms";
        }
        if (isTo(ChronoUnit.MICROS, sent, arrived)) {
            return "µs";
        }
        String text = arrived.toString();
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    }

    private static boolean isTo(ChronoUnit unit, @Nullable Object sent, Object arrived) {
        if (sent instanceof Instant instant) {
            return arrived.equals(instant.truncatedTo(unit));
        }
        return sent instanceof LocalTime time && arrived.equals(time.truncatedTo(unit));
    }

    /** Whether this is what a component has that no case fills, or what stands for it where there is no null. */
    private static boolean isUnset(@Nullable Object content) {
        return content == null
                || (content instanceof Collection<?> collection && collection.isEmpty())
                || (content instanceof Map<?, ?> map && map.isEmpty())
                || (content instanceof Optional<?> optional && optional.isEmpty());
    }
}
