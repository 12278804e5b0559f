package io.npipeline.binding;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart a value that Jackson refused as a whole, so that only the parts to blame are reduced to their text.
 *
 * <p>Not thread safe.
 */
final class ShowableParts {

    private static final int MAX_DEPTH = 100;

    private final ObjectMapper mapper;

    /** The parts around the current one, by which a map that contains itself is found out. */
    private final Set<Object> enclosing = Collections.newSetFromMap(new IdentityHashMap<>());

    ShowableParts(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** A copy of the value that Jackson is able to write. Never fails. */
    @Nullable
    Object of(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (enclosing.size() == MAX_DEPTH || !enclosing.add(value)) {
            return textOf(value);
        }
        try {
            if (value instanceof Struct struct) {
                return ofMap(PlainStruct.toMap(struct));
            }
            if (value instanceof Map<?, ?> map) {
                return ofMap(map);
            }
            if (value instanceof Collection<?> items) {
                return ofItems(items);
            }
            if (value instanceof Object[] items) {
                return ofItems(Arrays.asList(items));
            }
            return mapper.valueToTree(value);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return textOf(value);
        } finally {
            enclosing.remove(value);
        }
    }

    private Map<String, @Nullable Object> ofMap(Map<?, ?> map) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        map.forEach((key, value) -> parts.put(textOf(key), of(value)));
        return parts;
    }

    private List<@Nullable Object> ofItems(Collection<?> items) {
        List<@Nullable Object> parts = new ArrayList<>();
        items.forEach(item -> parts.add(of(item)));
        return parts;
    }

    /** The value's text, or a note where its {@code toString} fails. */
    static String textOf(@Nullable Object value) {
        try {
            return Objects.requireNonNullElse(String.valueOf(value), "null");
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return "a value whose toString failed: " + e.getClass().getName();
        }
    }
}
