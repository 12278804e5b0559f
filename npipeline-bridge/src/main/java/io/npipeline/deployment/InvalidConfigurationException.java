package io.npipeline.deployment;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot become a connector. The message lists all problems, a line each. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldProblem> problems;

    InvalidConfigurationException(String connector, List<FieldProblem> problems) {
        super(problems.stream()
                .map(FieldProblem::toString)
                .collect(Collectors.joining("\n  ", "The configuration of " + connector + " is not valid:\n  ", "")));
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong. */
    public List<FieldProblem> problems() {
        return problems;
    }
}
