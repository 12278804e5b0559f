package io.npipeline.integration.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BrokerChoiceTest {

    @Test
    void processesNeedNoDocker() {
        assertThat(BrokerChoice.of("processes", () -> {
                    throw new AssertionError("asked for Docker");
                }))
                .isEqualTo(BrokerChoice.PROCESSES);
    }

    @Test
    void containersNeedDocker() {
        assertThat(BrokerChoice.of("containers", () -> true)).isEqualTo(BrokerChoice.CONTAINERS);
        assertThatThrownBy(() -> BrokerChoice.of("containers", () -> false))
                .hasMessage(
                        "it.broker=containers: Docker must answer, and does not; processes, the default, needs none");
    }

    @Test
    void nothingElseIsAChoice() {
        assertThatThrownBy(() -> BrokerChoice.of("container", () -> true))
                .hasMessage("it.broker=container: must be processes or containers");
    }
}
