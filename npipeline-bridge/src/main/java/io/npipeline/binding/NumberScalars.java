package io.npipeline.binding;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Numbers. Decimals and big integers are text in every form: neither has the fixed scale that Connect's Decimal
 * needs.
 */
final class NumberScalars {

    static final List<Scalar<?>> ALL = List.of(
            Scalar.ofConnect(Byte.class, SchemaBuilder::int8, value ->
                    (byte) Numbers.toInteger(value, "INT8", Byte.MIN_VALUE, Byte.MAX_VALUE)),
            Scalar.ofConnect(Short.class, SchemaBuilder::int16, value ->
                    (short) Numbers.toInteger(value, "INT16", Short.MIN_VALUE, Short.MAX_VALUE)),
            Scalar.ofConnect(Integer.class, SchemaBuilder::int32, value ->
                    (int) Numbers.toInteger(value, "INT32", Integer.MIN_VALUE, Integer.MAX_VALUE)),
            Scalar.ofConnect(
                    Long.class,
                    SchemaBuilder::int64,
                    value -> Numbers.toInteger(value, "INT64", Long.MIN_VALUE, Long.MAX_VALUE)),
            Scalar.ofConnect(Float.class, SchemaBuilder::float32, Numbers::toFloat),
            Scalar.ofConnect(Double.class, SchemaBuilder::float64, Numbers::toDouble),
            Scalar.ofText(BigDecimal.class, BigDecimal::toString, Numbers::toBigDecimal),
            Scalar.ofText(BigInteger.class, BigInteger::toString, Numbers::toBigInteger));

    private NumberScalars() {}
}
