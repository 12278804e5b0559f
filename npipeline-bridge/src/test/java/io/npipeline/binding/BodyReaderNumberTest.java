package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderNumberTest {

    record Decimals(BigDecimal decimal) {}

    record Integers(BigInteger integer) {}

    private static <T> @Nullable T read(Class<T> type, Object value) {
        return BodyReader.of(type).read(null, value);
    }

    private static @Nullable BigDecimal decimal(Object value) {
        Decimals read = read(Decimals.class, Map.of("decimal", value));
        return read == null ? null : read.decimal();
    }

    private static @Nullable BigInteger integer(Object value) {
        Integers read = read(Integers.class, Map.of("integer", value));
        return read == null ? null : read.integer();
    }

    @Test
    void convertsIntegersThatFit() {
        assertThat(read(Byte.class, 127L)).isEqualTo((byte) 127);
        assertThat(read(Short.class, -32768)).isEqualTo((short) -32768);
        assertThat(read(Integer.class, (byte) 5)).isEqualTo(5);
        assertThat(read(Long.class, (short) 5)).isEqualTo(5L);
        assertThat(read(Long.class, BigInteger.valueOf(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
        assertThat(read(Integer.class, 1.0)).isEqualTo(1);
        assertThat(read(Long.class, new BigDecimal("1E+3"))).isEqualTo(1000L);
    }

    @Test
    void namesTheRangeOfIntegersThatDoNotFit() {
        assertThatThrownBy(() -> read(Byte.class, 300L))
                .isInstanceOf(BindingException.class)
                .hasMessage("Byte: expected INT8 (-128 to 127), got INT64 300");
        assertThatThrownBy(() -> read(Short.class, 32768))
                .hasMessage("Short: expected INT16 (-32768 to 32767), got INT32 32768");
        assertThatThrownBy(() -> read(Integer.class, 2147483648L))
                .hasMessage("Integer: expected INT32 (-2147483648 to 2147483647), got INT64 2147483648");
        assertThatThrownBy(() -> read(Long.class, new BigInteger("9223372036854775808")))
                .hasMessage("Long: expected INT64 (-9223372036854775808 to 9223372036854775807),"
                        + " got BigInteger 9223372036854775808");
    }

    @Test
    void refusesFractionsAndTextAsIntegers() {
        assertThatThrownBy(() -> read(Integer.class, 1.5)).hasMessage("Integer: expected INT32, got FLOAT64 1.5");
        assertThatThrownBy(() -> read(Long.class, Double.NaN)).hasMessage("Long: expected INT64, got FLOAT64 NaN");
        assertThatThrownBy(() -> read(Long.class, "42")).hasMessage("Long: expected INT64, got STRING \"42\"");
        assertThatThrownBy(() -> read(Long.class, true)).hasMessage("Long: expected INT64, got BOOLEAN true");
    }

    @Test
    void convertsFractionsThatFit() {
        assertThat(read(Double.class, 0.5f)).isEqualTo(0.5);
        assertThat(read(Double.class, 1L << 53)).isEqualTo(0x1p53);
        assertThat(read(Double.class, new BigDecimal("0.10000000000000001"))).isEqualTo(0.1);
        assertThat(read(Double.class, new BigDecimal("5E-324"))).isEqualTo(Double.MIN_VALUE);
        assertThat(read(Float.class, 0.1)).isEqualTo(0.1f);
        assertThat(read(Float.class, 165652.12)).isEqualTo(165652.12f);
        assertThat(read(Float.class, 165652.13)).isEqualTo(165652.12f);
        assertThat(read(Float.class, 16777216)).isEqualTo(16777216f);
        assertThat(read(Float.class, 3.4028235E38)).isEqualTo(Float.MAX_VALUE);
        assertThat(read(Float.class, Double.NaN)).isNaN();
        assertThat(read(Float.class, Double.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void refusesFractionsThatWouldLoseDigits() {
        assertThatThrownBy(() -> read(Double.class, (1L << 53) + 1))
                .hasMessage("Double: expected a number that FLOAT64 can hold, got INT64 9007199254740993");
        assertThatThrownBy(() -> read(Double.class, new BigDecimal("123456789012345678.25")))
                .hasMessage("Double: expected a number that FLOAT64 can hold, got BigDecimal 123456789012345678.25");
        assertThatThrownBy(() -> read(Double.class, new BigDecimal("1E+400")))
                .hasMessage("Double: expected a number that FLOAT64 can hold, got BigDecimal 1E+400");
        assertThatThrownBy(() -> read(Double.class, new BigDecimal("1E-400")))
                .hasMessage("Double: expected a number that FLOAT64 can hold, got BigDecimal 1E-400");
        assertThatThrownBy(() -> read(Float.class, 0.1234567891))
                .hasMessage("Float: expected a number that FLOAT32 can hold, got FLOAT64 0.1234567891");
        assertThatThrownBy(() -> read(Float.class, 16777217))
                .hasMessage("Float: expected a number that FLOAT32 can hold, got INT32 16777217");
        assertThatThrownBy(() -> read(Float.class, 1e39))
                .hasMessage("Float: expected a number that FLOAT32 can hold, got FLOAT64 1.0E39");
    }

    @Test
    void refusesWholeNumbersWrittenAsFractionsThatWouldBecomeOthers() {
        record Binary(double d, float f) {}
        BodyReader<Binary> reader = BodyReader.of(Binary.class);

        assertThat(reader.read(null, "{\"d\": 9007199254740992.0, \"f\": 16777216.0}"))
                .isEqualTo(new Binary(0x1p53, 0x1p24f));
        assertThatThrownBy(() -> reader.read(null, "{\"d\": 9007199254740993.0, \"f\": 0}"))
                .hasMessageStartingWith("Binary.d: expected a number that FLOAT64 can hold");
        assertThatThrownBy(() -> read(Double.class, new BigDecimal("9007199254740993.5")))
                .hasMessageStartingWith("Double: expected a number that FLOAT64 can hold");
        assertThatThrownBy(() -> reader.read(null, "{\"d\": 0, \"f\": 16777217.0}"))
                .hasMessageStartingWith("Binary.f: expected a number that FLOAT32 can hold");
        assertThatThrownBy(() -> read(Float.class, new BigDecimal("16777217.0")))
                .hasMessageStartingWith("Float: expected a number that FLOAT32 can hold");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+100000000", "1E-100000000", "-1E+2147483647", "1E-2147483647"})
    void aScaleIsNoReasonToWriteOutTheZerosOfAnExponent(String text) {
        record Scaled(@Scale(2) BigDecimal amount) {}

        assertThatThrownBy(() -> BodyWriter.of(Scaled.class, BodyForm.STRUCT).write(new Scaled(new BigDecimal(text))))
                .hasMessage("Scaled.amount: expected a decimal with at most 10000 digits on either side of the point,"
                        + " got BigDecimal " + text);
        assertThat(BodyWriter.of(Scaled.class, BodyForm.MAP)
                        .write(new Scaled(new BigDecimal("1E+3")))
                        .value())
                .isEqualTo(Map.of("amount", "1000.00"));
    }

    @Test
    void takesNonFiniteNumbersAsText() {
        assertThat(read(Double.class, "NaN")).isNaN();
        assertThat(read(Double.class, "Infinity")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(read(Float.class, "-Infinity")).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(read(Float.class, "NaN")).isNaN();
        assertThatThrownBy(() -> read(Double.class, "1.5")).hasMessage("Double: expected FLOAT64, got STRING \"1.5\"");
        assertThatThrownBy(() -> read(Float.class, "nan")).hasMessage("Float: expected FLOAT32, got STRING \"nan\"");
    }

    @Test
    void readsDecimals() {
        Schema schema =
                SchemaBuilder.struct().field("decimal", Decimal.schema(2)).build();
        Struct struct = new Struct(schema).put("decimal", new BigDecimal("12.30"));

        assertThat(BodyReader.of(Decimals.class).read(schema, struct)).isEqualTo(new Decimals(new BigDecimal("12.30")));
        assertThat(decimal("12.300")).isEqualTo(new BigDecimal("12.300"));
        assertThat(decimal(0.1)).isEqualTo(new BigDecimal("0.1"));
        assertThat(decimal(0.1f)).isEqualTo(new BigDecimal("0.1"));
        assertThat(decimal(7)).isEqualTo(new BigDecimal("7"));
        assertThat(decimal(BigInteger.TEN)).isEqualTo(new BigDecimal("10"));
        assertThatThrownBy(() -> decimal(Double.NaN)).hasMessage("Decimals.decimal: expected DECIMAL, got FLOAT64 NaN");
        assertThatThrownBy(() -> decimal(true)).hasMessage("Decimals.decimal: expected DECIMAL, got BOOLEAN true");
    }

    @Test
    void keepsEveryDigitOfAJsonNumber() {
        assertThat(read(Decimals.class, "{\"decimal\": 99999999999999.99}"))
                .isEqualTo(new Decimals(new BigDecimal("99999999999999.99")));
        assertThat(read(Integers.class, "{\"integer\": 123456789012345678901234567890}"))
                .isEqualTo(new Integers(new BigInteger("123456789012345678901234567890")));
    }

    @Test
    void readsBigIntegers() {
        assertThat(integer("-12345678901234567890")).isEqualTo(new BigInteger("-12345678901234567890"));
        assertThat(integer(7L)).isEqualTo(BigInteger.valueOf(7));
        assertThat(integer(new BigDecimal("7.00"))).isEqualTo(BigInteger.valueOf(7));
        assertThatThrownBy(() -> integer(7.5)).hasMessage("Integers.integer: expected an integer, got FLOAT64 7.5");
        assertThatThrownBy(() -> integer("7.0"))
                .hasMessage("Integers.integer: expected an integer, got STRING \"7.0\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+999999999", "1E-999999999"})
    void doesNotWriteOutTheZerosOfAnExponent(String text) {
        BigDecimal number = new BigDecimal(text);

        assertThatThrownBy(() -> integer(number))
                .hasMessage("Integers.integer: expected an integer, got BigDecimal " + text);
        assertThatThrownBy(() -> read(Long.class, number)).hasMessage("Long: expected INT64, got BigDecimal " + text);
        assertThatThrownBy(() -> read(Double.class, number)).isInstanceOf(BindingException.class);
        assertThat(decimal(number)).isEqualTo(number);
    }

    @Test
    void refusesNumbersOfAbsurdLength() {
        String digits = "1".repeat(10_001);

        assertThatThrownBy(() -> integer(digits)).isInstanceOf(BindingException.class);
        assertThatThrownBy(() -> decimal(digits)).isInstanceOf(BindingException.class);
        assertThat(decimal("1".repeat(10_000))).isNotNull();
    }
}
