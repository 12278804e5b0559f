package io.npipeline.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourcePartitionTest {

    @Test
    void namesHaveOneOrderWhateverThatOfTheGivenMap() {
        Map<String, String> forth = new LinkedHashMap<>();
        Map<String, String> back = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            forth.put("n" + (10 + i), "v");
            back.put("n" + (29 - i), "v");
        }

        assertThat(new SourcePartition(back))
                .isEqualTo(new SourcePartition(forth))
                .hasToString(new SourcePartition(forth).toString());
    }

    @Test
    void theGivenMapIsCopied() {
        Map<String, String> given = new HashMap<>(Map.of("file", "a"));
        SourcePartition partition = new SourcePartition(given);
        given.put("file", "b");

        assertThat(partition).isEqualTo(SourcePartition.of("file", "a"));
        assertThat(partition.id()).isUnmodifiable();
    }

    @Test
    void itNeedsANameAndAValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourcePartition(Map.of()))
                .withMessage("A source partition needs at least one name and value");
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without null checks do
    void nullsAreRefused() {
        Map<String, String> noValue = new HashMap<>();
        noValue.put("file", null);
        Map<String, String> noName = new HashMap<>();
        noName.put(null, "a");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourcePartition(noValue))
                .withMessage("Source partition {file=null} must not hold null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourcePartition(noName))
                .withMessage("Source partition {null=a} must not hold null");
    }
}
