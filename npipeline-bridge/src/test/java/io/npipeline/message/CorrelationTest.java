package io.npipeline.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CorrelationTest {

    private static final Correlation IDS = new Correlation("trace", "orders");
    private static final Origin KAFKA = new Origin.Kafka("orders", 3, 42);

    private static MessageHeaders headers(@Nullable Object... values) {
        MessageHeaders headers = MessageHeaders.EMPTY;
        for (@Nullable Object value : values) {
            headers = headers.with(new MessageHeader("trace", value, null));
        }
        return headers;
    }

    private static Origin item(String file, Object line) {
        return new Origin.Source(Map.of("file", file), Map.of("line", line));
    }

    @Test
    void theLastHeaderOfTheNameIsTheId() {
        assertThat(IDS.id(headers("c-1", "c-2"), KAFKA)).isEqualTo("c-2");
        assertThat(IDS.received(headers("c-1"))).isEqualTo("c-1");
        assertThat(new Correlation("other", "orders").received(headers("c-1"))).isNull();
    }

    @Test
    void anIdMayBeOfAnyType() {
        byte[] bytes = "c-1".getBytes(StandardCharsets.UTF_8);
        assertThat(IDS.id(headers((Object) bytes), KAFKA)).isEqualTo("c-1");
        assertThat(IDS.id(headers(ByteBuffer.wrap(bytes)), KAFKA)).isEqualTo("c-1");
        assertThat(IDS.id(headers(7), KAFKA)).isEqualTo("7");
    }

    @Test
    void anEmptyIdIsNone() {
        assertThat(IDS.id(headers(" "), KAFKA)).isEqualTo("orders-3-42");
        assertThat(IDS.id(headers((Object) null), KAFKA)).isEqualTo("orders-3-42");
        assertThat(IDS.received(headers(" "))).isNull();
    }

    @Test
    void anIdIsShortAndOfOneLine() {
        assertThat(IDS.id(headers("a\nb\u001b[31m"), KAFKA)).isEqualTo("a?b?[31m");
        assertThat(IDS.id(headers("x".repeat(1_000)), KAFKA)).hasSize(256);
        assertThat(IDS.id(headers((Object) new byte[10_000_000]), KAFKA)).hasSize(256);
    }

    @Test
    void aRecordWithoutOneHasThatOfItsPlace() {
        assertThat(IDS.id(MessageHeaders.EMPTY, KAFKA)).isEqualTo("orders-3-42");
        assertThat(IDS.id(MessageHeaders.EMPTY, new Origin.Batch(List.of(KAFKA, new Origin.Kafka("orders", 3, 43)))))
                .isEqualTo("orders-3-42");
    }

    @Test
    void anItemHasTheSameIdInEveryJvmWhateverTheOrderOfItsPosition() {
        Map<String, Object> forwards = new LinkedHashMap<>();
        forwards.put("a", 1);
        forwards.put("b", "two");
        Map<String, Object> backwards = new LinkedHashMap<>();
        backwards.put("b", "two");
        backwards.put("a", 1);
        String id = IDS.made(new Origin.Source(Map.of("file", "a.csv"), forwards));
        assertThat(id).isEqualTo(IDS.made(new Origin.Source(Map.of("file", "a.csv"), backwards)));
        assertThat(id).isEqualTo("b01bdbf6-379c-3c71-92f6-4583631546f9");
    }

    @Test
    void itemsOfOtherPlacesOrConnectorsHaveOtherIds() {
        String lots = "finished;".repeat(10_000);
        assertThat(List.of(
                        IDS.made(item("a.csv", 1)),
                        IDS.made(item("a.csv", 2)),
                        IDS.made(item("b.csv", 1)),
                        IDS.made(item("a.csv", lots)),
                        IDS.made(item("a.csv", lots + "!")),
                        new Correlation("trace", "others").made(item("a.csv", 1))))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.length() == 36);
        assertThat(IDS.made(item("a.csv", lots))).isEqualTo(IDS.made(item("a.csv", "finished;".repeat(10_000))));
    }

    @Test
    void textsOfOneHashOrWithWhatLooksLikeTheNextNameHaveOtherIds() {
        String lots = "x".repeat(300);
        assertThat(IDS.made(item("a.csv", lots + "Aa"))).isNotEqualTo(IDS.made(item("a.csv", lots + "BB")));
        Origin two = new Origin.Source(Map.of("p", "1"), Map.of("a", "1", "b\nc", "2"));
        Origin one = new Origin.Source(Map.of("p", "1"), Map.of("a", "1\nb", "c", "2"));
        assertThat(IDS.made(two)).isNotEqualTo(IDS.made(one));
    }

    @Test
    void anItemThatSaysByWhatItIsKnownHasTheSameIdWhateverElseIsInItsPosition() {
        Map<String, String> partition = Map.of("folder", "in");
        String id = IDS.made(new Origin.Source(partition, Map.of("modified", 1), "a.csv@17"));
        assertThat(IDS.made(new Origin.Source(partition, Map.of("modified", 2), "a.csv@17")))
                .isEqualTo(id);
        assertThat(IDS.made(new Origin.Source(partition, Map.of("modified", 1), "a.csv@18")))
                .isNotEqualTo(id);
    }

    @Test
    void withoutAHeaderThereAreNoIds() {
        assertThat(Correlation.OFF.isOn()).isFalse();
        assertThat(Correlation.OFF.id(headers("c-1"), KAFKA)).isNull();
        assertThat(Correlation.OFF.received(headers("c-1"))).isNull();
    }
}
