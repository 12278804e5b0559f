package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BodyWriterTopLevelTest {

    record Line(String name, int size) {}

    @ParameterizedTest
    @EnumSource(BodyForm.class)
    void writesTombstones(BodyForm form) {
        SchemaAndValue written = BodyWriter.of(Line.class, form).write(null);

        assertThat(written.schema()).isNull();
        assertThat(written.value()).isNull();
    }

    @ParameterizedTest
    @EnumSource(BodyForm.class)
    void passesThroughWhatConnectKnows(BodyForm form) {
        Struct struct = new Struct(SchemaBuilder.struct().build());
        ByteBuffer buffer = ByteBuffer.allocate(1);
        byte[] bytes = {1};

        assertAsIs(String.class, form, "a", Schema.STRING_SCHEMA);
        assertAsIs(byte[].class, form, bytes, Schema.BYTES_SCHEMA);
        assertAsIs(ByteBuffer.class, form, buffer, Schema.BYTES_SCHEMA);
        assertAsIs(Boolean.class, form, true, Schema.BOOLEAN_SCHEMA);
        assertAsIs(Byte.class, form, (byte) 1, Schema.INT8_SCHEMA);
        assertAsIs(Short.class, form, (short) 1, Schema.INT16_SCHEMA);
        assertAsIs(Integer.class, form, 1, Schema.INT32_SCHEMA);
        assertAsIs(Long.class, form, 1L, Schema.INT64_SCHEMA);
        assertAsIs(Float.class, form, 1f, Schema.FLOAT32_SCHEMA);
        assertAsIs(Double.class, form, 1.0, Schema.FLOAT64_SCHEMA);
        assertAsIs(Struct.class, form, struct, struct.schema());
        assertAsIs(Map.class, form, Map.of("a", 1), null);
        assertAsIs(List.class, form, List.of(1), null);
        assertThat(BodyWriter.of(Character.class, form).write('c'))
                .isEqualTo(new SchemaAndValue(Schema.STRING_SCHEMA, "c"));
    }

    private static <T> void assertAsIs(Class<T> type, BodyForm form, T value, @Nullable Schema schema) {
        SchemaAndValue written = BodyWriter.of(type, form).write(value);
        assertThat(written.value()).isSameAs(value);
        assertThat(written.schema()).isEqualTo(schema);

        SchemaAndValue untyped = BodyWriter.of(Object.class, form).write(value);
        assertThat(untyped.value()).isSameAs(value);
        assertThat(untyped.schema()).isEqualTo(schema);
    }

    @Test
    void writesObjectsByTheirClass() {
        BodyWriter<Object> writer = BodyWriter.of(Object.class, BodyForm.JSON_STRING);

        assertThat(writer.write(new Line("a", 1)).value()).isEqualTo("{\"name\":\"a\",\"size\":1}");
        assertThat(writer.write("text").value()).isEqualTo("text");
        assertThatThrownBy(() -> writer.write(BigDecimal.ONE))
                .isInstanceOf(BindingException.class)
                .hasMessageStartingWith("Object: java.math.BigDecimal cannot be the type of a body");
        assertThatThrownBy(() -> writer.write(new Object()))
                .isInstanceOf(BindingException.class)
                .hasMessageStartingWith("Object: java.lang.Object cannot be");
    }
}
