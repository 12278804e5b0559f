package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class RunStateTest {

    private final RunState state = new RunState();

    @Test
    void theFirstErrorCountsAndKeepsTheFourThatFollow() {
        ConnectException first = new ConnectException("first");
        state.fail(first);
        IntStream.range(0, 100).forEach(number -> state.fail(new ConnectException("follower " + number)));

        assertThat(state.failure()).isSameAs(first);
        assertThat(Arrays.stream(first.getSuppressed()).map(Throwable::getMessage))
                .containsExactly("follower 0", "follower 1", "follower 2", "follower 3");
    }

    @Test
    void anErrorDoesNotFollowItself() {
        ConnectException only = new ConnectException("only");
        state.fail(only);
        state.fail(only);

        assertThat(Objects.requireNonNull(state.failure()).getSuppressed()).isEmpty();
    }

    @Test
    void aFailureHaltsWithoutStopping() {
        state.fail(new ConnectException("failed"));

        assertThat(state.isHalted()).isTrue();
        assertThat(state.isStopping()).isFalse();
    }
}
