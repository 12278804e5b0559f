package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Structs of random schemas: nothing of them is lost as a map, as a JSON tree or as JSON text. */
class RandomSchemaTest {

    private static final int SCHEMAS = 2_000;
    private static final int STRUCTS_PER_SCHEMA = 5;

    @SuppressWarnings("rawtypes") // as a pipeline declares such a body
    private final BodyReader<Map> maps = BodyReader.of(Map.class);

    private final BodyReader<JsonNode> trees = BodyReader.of(JsonNode.class);
    private final BodyWriter<JsonNode> plainTrees = BodyWriter.of(JsonNode.class, BodyForm.MAP);
    private final BodyWriter<JsonNode> treeTexts = BodyWriter.of(JsonNode.class, BodyForm.JSON_BYTES);
    private final BodyWriter<Object> writer = BodyWriter.of(Object.class, BodyForm.STRUCT);

    @Test
    void noStructLosesAnything() {
        long seed = Long.getLong("npipeline.test.seed", System.nanoTime());
        System.out.println("RandomSchemaTest runs with -Dnpipeline.test.seed=" + seed);
        RandomStructs random = new RandomStructs(new Random(seed));
        for (int i = 0; i < SCHEMAS; i++) {
            Schema schema = random.schema();
            for (int j = 0; j < STRUCTS_PER_SCHEMA; j++) {
                check(random.struct(schema), "schema " + i + " of seed " + seed);
            }
        }
    }

    private void check(Struct struct, String description) {
        Schema schema = struct.schema();
        assertSame(struct, Objects.requireNonNull(maps.read(schema, struct)), description + " as a map");

        JsonNode tree = Objects.requireNonNull(trees.read(schema, struct));
        assertSame(struct, (Map<?, ?>) plainTrees.write(tree).value(), description + " as a tree");

        SchemaAndValue text = treeTexts.write(tree);
        assertSame(
                struct,
                Objects.requireNonNull(maps.read(text.schema(), text.value())),
                description + " as a map of its text");
        JsonNode parsed = Objects.requireNonNull(trees.read(text.schema(), text.value()));
        assertSame(struct, (Map<?, ?>) plainTrees.write(parsed).value(), description + " as a tree of its text");

        SchemaAndValue untouched = writer.write(struct);
        assertThat(untouched.value()).isSameAs(struct);
        assertThat(untouched.schema()).isSameAs(schema);
    }

    private static void assertSame(Struct original, Map<?, ?> plain, String description) {
        Struct back = PlainData.toStruct(original.schema(), plain);
        // assertThat shows structs badly, and there are many of them.
        if (!Objects.equals(PlainData.comparable(back), PlainData.comparable(original))) {
            assertThat(PlainData.comparable(back)).as(description).isEqualTo(PlainData.comparable(original));
        }
    }
}
