package io.npipeline.deployment;

/** How clients talk to brokers. */
public enum SecurityProtocol implements KafkaNamed {
    PLAINTEXT,
    SSL,
    SASL_PLAINTEXT,
    SASL_SSL;

    @Override
    public String kafkaName() {
        return name();
    }

    boolean usesSasl() {
        return this == SASL_PLAINTEXT || this == SASL_SSL;
    }
}
