package io.npipeline.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageHeadersTest {

    private static final MessageHeader A1 = MessageHeader.of("a", "1");
    private static final MessageHeader B = MessageHeader.of("b", "2");
    private static final MessageHeader A3 = MessageHeader.of("a", "3");

    private final MessageHeaders headers = MessageHeaders.of(List.of(A1, B, A3));

    @Test
    void orderAndDuplicatesAreKept() {
        assertThat(headers).containsExactly(A1, B, A3);
        assertThat(headers.size()).isEqualTo(3);
        assertThat(headers.isEmpty()).isFalse();
    }

    @Test
    void theLastHeaderOfAKeyWins() {
        assertThat(headers.last("a")).hasValue(A3);
        assertThat(headers.last("c")).isEmpty();
    }

    @Test
    void anAddedHeaderStandsAtTheEndOfACopy() {
        assertThat(headers.with(A1)).containsExactly(A1, B, A3, A1);
        assertThat(headers).containsExactly(A1, B, A3);
    }

    @Test
    void aRemovedKeyIsGoneAltogether() {
        assertThat(headers.without("a")).containsExactly(B);
        assertThat(headers.without("a").without("b")).isSameAs(MessageHeaders.EMPTY);
        assertThat(headers.without("c")).isEqualTo(headers);
    }

    @Test
    void laterChangesOfTheGivenListDoNotReachThem() {
        List<MessageHeader> given = new ArrayList<>(List.of(A1));
        MessageHeaders copied = MessageHeaders.of(given);
        given.add(B);
        assertThat(copied).containsExactly(A1);
    }

    @Test
    void equalHeadersAreEqual() {
        assertThat(headers)
                .isEqualTo(MessageHeaders.of(List.of(A1, B, A3)))
                .hasSameHashCodeAs(MessageHeaders.of(List.of(A1, B, A3)))
                .isNotEqualTo(MessageHeaders.of(List.of(A3, B, A1)));
    }
}
