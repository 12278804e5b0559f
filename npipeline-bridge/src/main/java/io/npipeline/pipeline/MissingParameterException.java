package io.npipeline.pipeline;

/** A pipeline asked for a parameter that its connector's configuration does not set. */
public final class MissingParameterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String parameter;

    /**
     * @param parameter the name the pipeline asked for
     * @param key the configuration key that sets it
     */
    public MissingParameterException(String parameter, String key) {
        super("The pipeline needs the parameter \"" + parameter + "\": set " + key);
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }
}
