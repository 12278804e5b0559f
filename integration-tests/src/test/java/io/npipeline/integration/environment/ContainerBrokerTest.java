package io.npipeline.integration.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be known of it without Docker. */
class ContainerBrokerTest {

    /** By the rule of Kafka's image, which reads {@code ___} as a hyphen, {@code __} as an underscore and {@code _} as a dot. */
    @ParameterizedTest
    @CsvSource({
        "transaction.state.log.min.isr, KAFKA_TRANSACTION_STATE_LOG_MIN_ISR",
        "listener.name.my_own.sasl.enabled.mechanisms, KAFKA_LISTENER_NAME_MY__OWN_SASL_ENABLED_MECHANISMS",
        "some-plugin.limit, KAFKA_SOME___PLUGIN_LIMIT"
    })
    void aPropertyIsAVariableOfTheImage(String property, String variable) {
        assertThat(ContainerBroker.variable(property)).isEqualTo(variable);
    }

    @Test
    void theImageIsTheOneOfDockerCompose() {
        assertThat(ContainerBroker.image().getUnversionedPart()).isEqualTo("apache/kafka");
        assertThat(ContainerBroker.image().getVersionPart()).matches("\\d+\\.\\d+\\.\\d+");
    }
}
