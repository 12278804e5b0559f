package io.npipeline.deployment;

import io.npipeline.message.TopicNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with fields. Not thread safe. */
final class Problems {

    /** What is shown instead of a secret. */
    static final String HIDDEN = "[hidden]";

    private final List<FieldProblem> found = new ArrayList<>();

    void add(String field, @Nullable Object value, String rule) {
        found.add(new FieldProblem(field, value, rule));
    }

    /** Demands a value, and one that is not blank. */
    void requireSet(String field, @Nullable Object value, String rule) {
        if (value == null || value.toString().isBlank()) {
            add(field, value, rule);
        }
    }

    /** Refuses a value that is set and blank. */
    void refuseBlank(String field, @Nullable String value) {
        if (value != null && value.isBlank()) {
            add(field, value, "must not be blank");
        }
    }

    /** Refuses what is set and neither the name of a topic nor something that the worker looks up. */
    void requireTopic(String field, @Nullable String value) {
        if (value != null && !isReference(value) && !TopicNames.isLegal(value)) {
            add(field, value, TopicNames.RULE);
        }
    }

    /** Whether a config provider of the worker has the value, or a part of it. */
    static boolean isReference(String value) {
        return value.contains("${");
    }

    /** Refuses a number that is set and too small. */
    void requireAtLeast(String field, @Nullable Integer value, int least) {
        if (value != null && value < least) {
            add(field, value, "must be at least " + least);
        }
    }

    List<FieldProblem> found() {
        return List.copyOf(found);
    }
}
