package io.npipeline.binding;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong, on its way up to whoever knows the whole path. Each level adds its own part, so that paths cost
 * nothing as long as values fit.
 *
 * <p>Not thread safe.
 */
final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private String path = "";

    Misfit(String problem) {
        this(problem, null);
    }

    Misfit(String problem, @Nullable Throwable cause) {
        // Users see the BindingException this becomes, so a stack trace of its own would be paid for nothing.
        super(problem, cause, false, false);
        this.problem = problem;
    }

    static Misfit expected(String expected, Object got) {
        return new Misfit("expected " + expected + ", got " + Excerpt.of(got));
    }

    /** This misfit, inside a component of a record. */
    Misfit inComponent(String name) {
        path = "." + name + path;
        return this;
    }

    /** This misfit, at a place of a list, set or map: an index or a quoted key; empty where a type is meant. */
    Misfit atElement(Object place) {
        path = "[" + place + "]" + path;
        return this;
    }

    /** What the user gets to see. The root is where the path starts. */
    BindingException from(String root) {
        return new BindingException(root + path, problem, getCause());
    }
}
