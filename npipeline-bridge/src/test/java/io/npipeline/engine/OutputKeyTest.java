package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutputKeyTest {

    static Stream<Arguments> keysOfAKnownType() {
        return Stream.of(
                Arguments.of("text", Schema.STRING_SCHEMA),
                Arguments.of(1, Schema.INT32_SCHEMA),
                Arguments.of(1L, Schema.INT64_SCHEMA),
                Arguments.of(true, Schema.BOOLEAN_SCHEMA),
                Arguments.of(new byte[] {1}, Schema.BYTES_SCHEMA),
                Arguments.of(ByteBuffer.wrap(new byte[] {1}), Schema.BYTES_SCHEMA));
    }

    @ParameterizedTest
    @MethodSource("keysOfAKnownType")
    void aKeyWithoutASchemaGetsThatOfItsType(Object key, Schema schema) {
        assertThat(OutputKey.of(key, null)).isEqualTo(new SchemaAndValue(schema, key));
    }

    @Test
    void aKeyKeepsTheSchemaItCameWith() {
        Schema named = SchemaBuilder.int64().name("id").build();
        assertThat(OutputKey.of(1L, named)).isEqualTo(new SchemaAndValue(named, 1L));
    }

    @Test
    void aStructBringsItsOwnSchema() {
        Schema schema = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
        Struct key = new Struct(schema).put("id", 1);
        assertThat(OutputKey.of(key, null)).isEqualTo(new SchemaAndValue(schema, key));
    }

    @Test
    void otherKeysHaveNoSchema() {
        assertThat(OutputKey.of(List.of(1), null)).isEqualTo(new SchemaAndValue(null, List.of(1)));
    }

    @Test
    void noKeyIsNoKeyWhateverTheSchema() {
        assertThat(OutputKey.of(null, Schema.STRING_SCHEMA)).isEqualTo(SchemaAndValue.NULL);
    }

    @Test
    void aKeyOfATypeThatConnectDoesNotKnowIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutputKey.of(new UUID(1, 2), null))
                .withMessage(
                        "A key cannot be a java.util.UUID; use a String, a number, a Boolean, bytes, a Map, a List "
                                + "or a Struct");
    }

    @Test
    void theKeyOfADeadLetterIsTextIfThereIsNoOtherWay() {
        UUID unknown = new UUID(1, 2);
        assertThat(OutputKey.ofDeadLetter(unknown, null))
                .isEqualTo(new SchemaAndValue(Schema.STRING_SCHEMA, unknown.toString()));
        assertThat(OutputKey.ofDeadLetter(1L, null)).isEqualTo(new SchemaAndValue(Schema.INT64_SCHEMA, 1L));
        assertThat(OutputKey.ofDeadLetter(null, null)).isEqualTo(SchemaAndValue.NULL);
    }
}
