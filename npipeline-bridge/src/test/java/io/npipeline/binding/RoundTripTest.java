package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.binding.Everything.Times;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {

    private static final int CASES_PER_FORM = 500;

    record Node(String name, Optional<Node> next, List<Node> children) {}

    record Untyped(Object anything, Map<String, Object> more) {}

    @ParameterizedTest
    @EnumSource(BodyForm.class)
    void readsBackWhatItWrote(BodyForm form) {
        long seed = Long.getLong("npipeline.test.seed", System.nanoTime());
        System.out.println("RoundTripTest " + form + " runs with -Dnpipeline.test.seed=" + seed);
        RandomEverything random = new RandomEverything(seed);
        BodyWriter<Everything> writer = BodyWriter.of(Everything.class, form);
        BodyReader<Everything> reader = BodyReader.of(Everything.class);

        for (int i = 0; i < CASES_PER_FORM; i++) {
            Everything original = random.next();
            SchemaAndValue written = writer.write(original);
            Everything read = reader.read(written.schema(), written.value());
            assertThat(read)
                    .as("case %d of seed %d in form %s", i, seed, form)
                    .isNotNull()
                    .usingRecursiveComparison()
                    .usingOverriddenEquals()
                    .isEqualTo(form == BodyForm.STRUCT ? inMillis(original) : original);
        }
    }

    private static Everything inMillis(Everything original) {
        Map<String, Times> map = new HashMap<>(original.map());
        map.replaceAll((key, times) -> times.inMillis());
        return new Everything(
                original.primitives(),
                original.boxes(),
                original.texts(),
                original.times().inMillis(),
                original.bytes(),
                original.buffer(),
                original.optionalRecord(),
                original.list(),
                original.optionals(),
                original.optionalNumbers(),
                original.set(),
                map,
                original.nested());
    }

    @ParameterizedTest
    @EnumSource(
            value = BodyForm.class,
            names = {"MAP", "JSON_STRING", "JSON_BYTES"})
    void readsBackWhatHasNoSchema(BodyForm form) {
        Node leaf = new Node("leaf", Optional.empty(), List.of());
        assertReadsBack(new Node("root", Optional.of(leaf), List.of(leaf, leaf)), form);
        assertReadsBack(new Untyped("text", Map.of("a", 1L, "b", List.of(true, 0.5), "c", Map.of("d", "e"))), form);
    }

    @ParameterizedTest
    @EnumSource(BodyForm.class)
    void readsBackWhatConnectKnows(BodyForm form) {
        assertReadsBack("text", form);
        assertReadsBack('c', form);
        assertReadsBack(1L, form);
        assertReadsBack(0.5f, form);
        assertReadsBack(new byte[] {1, 2}, form);
    }

    @Test
    void doesNotMoveTheBuffersItWrites() {
        record Buffers(ByteBuffer buffer) {}
        Buffers buffers = new Buffers(ByteBuffer.wrap(new byte[] {1, 2, 3}));

        assertReadsBack(buffers, BodyForm.STRUCT);
        assertReadsBack(buffers, BodyForm.STRUCT);
        assertThat(buffers.buffer().position()).isZero();
    }

    private static <T> void assertReadsBack(T body, BodyForm form) {
        @SuppressWarnings("unchecked") // the class of an object is a class of its type
        Class<T> type = (Class<T>) body.getClass();
        SchemaAndValue written = BodyWriter.of(type, form).write(body);
        assertThat(BodyReader.of(type).read(written.schema(), written.value())).isEqualTo(body);
    }
}
