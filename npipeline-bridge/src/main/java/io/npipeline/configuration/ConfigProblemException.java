package io.npipeline.configuration;

import org.apache.kafka.common.config.ConfigException;

/** A {@link ConfigException} that knows its key, so that a validation can show it there. */
public final class ConfigProblemException extends ConfigException {
    private static final long serialVersionUID = 1L;

    private final transient ConfigProblem problem;

    public ConfigProblemException(ConfigProblem problem) {
        super(problem.key(), problem.value(), problem.rule());
        this.problem = problem;
    }

    public ConfigProblem problem() {
        return problem;
    }
}
