package io.npipeline.deployment;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How clients prove who they are. */
public enum SaslMechanism implements KafkaNamed {
    GSSAPI("GSSAPI", null),
    PLAIN("PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule"),
    SCRAM_SHA_256("SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule"),
    SCRAM_SHA_512("SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule"),
    OAUTHBEARER("OAUTHBEARER", null);

    private final String kafkaName;
    private final @Nullable String loginModule;

    SaslMechanism(String kafkaName, @Nullable String loginModule) {
        this.kafkaName = kafkaName;
        this.loginModule = loginModule;
    }

    @Override
    public String kafkaName() {
        return kafkaName;
    }

    /** The login module of mechanisms with user name and password; empty for others. */
    Optional<String> loginModule() {
        return Optional.ofNullable(loginModule);
    }
}
