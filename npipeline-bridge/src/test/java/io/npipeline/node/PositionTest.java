package io.npipeline.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PositionTest {

    static Stream<Object> valuesThatConnectStores() {
        return Stream.of("text", true, (byte) 1, (short) 1, 1, 1L, 1.5f, 1.5d);
    }

    static Stream<Arguments> valuesThatConnectDoesNotStore() {
        return Stream.of(
                Arguments.of(BigDecimal.ONE, "a java.math.BigDecimal"),
                Arguments.of(BigInteger.ONE, "a java.math.BigInteger"),
                Arguments.of(new AtomicLong(1), "a java.util.concurrent.atomic.AtomicLong"),
                Arguments.of('c', "a java.lang.Character"),
                Arguments.of(List.of(1).getClass(), "a java.lang.Class"),
                Arguments.of(null, "null"));
    }

    @ParameterizedTest
    @MethodSource("valuesThatConnectStores")
    void aValueThatConnectStoresIsKept(Object value) {
        assertThat(Position.of("at", value).values()).containsExactly(Map.entry("at", value));
    }

    @ParameterizedTest
    @MethodSource("valuesThatConnectDoesNotStore")
    void anyOtherValueIsRefusedByItsNameAndType(@Nullable Object value, String type) {
        Map<String, Object> values = new HashMap<>();
        values.put("at", value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Position(values))
                .withMessage(
                        "Position value \"at\" must be a String, a Boolean, or a number in a Byte, Short, Integer, "
                                + "Long, Float or Double, not " + type);
    }

    @Test
    void theNameOfTheConnectorsOwnVersionIsReserved() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Position(Map.of("line", 1, "v", 1)))
                .withMessage("The name \"v\" of a position is reserved");
    }

    @Test
    void aPositionWithoutValuesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Position(Map.of()))
                .withMessage("A position needs at least one name and value");
    }

    @Test
    void aNumberIsReadAsAWholeNumberWhateverItsType() {
        assertThat(Position.of("line", (byte) 7).number("line")).isEqualTo(7);
        assertThat(Position.of("line", 7).number("line")).isEqualTo(7);
        assertThat(Position.of("line", Long.MAX_VALUE).number("line")).isEqualTo(Long.MAX_VALUE);
        assertThat(Position.of("line", 7.9d).number("line")).isEqualTo(7);
    }

    @Test
    void aNumberThatIsNotThereIsRefusedNamingThePosition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Position.of("line", "7").number("line"))
                .withMessage("Position {line=7} has no number named \"line\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Position.of("line", 7).number("page"))
                .withMessage("Position {line=7} has no number named \"page\"");
    }

    @Test
    void laterChangesOfTheMapDoNotReachThePosition() {
        Map<String, Object> values = new HashMap<>(Map.of("line", 1));
        Position position = new Position(values);
        values.put("line", 2);
        assertThat(position.number("line")).isEqualTo(1);
    }
}
