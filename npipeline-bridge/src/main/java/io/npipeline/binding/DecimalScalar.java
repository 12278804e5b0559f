package io.npipeline.binding;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Decimals whose scale is known: Connect's Decimal with a schema, and text without one. */
final class DecimalScalar {

    /** How Confluent's converters for Avro and Protobuf are told the precision. */
    private static final String PRECISION = "connect.decimal.precision";

    private DecimalScalar() {}

    static Scalar<BigDecimal> of(Scale scale) {
        return Scalar.of(
                BigDecimal.class,
                () -> schema(scale),
                value -> fit(value, scale),
                value -> fit(value, scale).toString(),
                Numbers::toBigDecimal);
    }

    private static SchemaBuilder schema(Scale scale) {
        SchemaBuilder schema = Decimal.builder(scale.value());
        return scale.precision() == 0 ? schema : schema.parameter(PRECISION, String.valueOf(scale.precision()));
    }

    private static BigDecimal fit(BigDecimal value, Scale scale) {
        // The exponent of a decimal can stand for billions of digits; they must not be written out.
        if (value.signum() != 0
                && (value.scale() > Numbers.MAX_DIGITS
                        || value.precision() - (long) value.scale() > Numbers.MAX_DIGITS)) {
            throw Misfit.expected(
                    "a decimal with at most " + Numbers.MAX_DIGITS + " digits on either side of the point", value);
        }
        BigDecimal fitted;
        try {
            fitted = value.setScale(scale.value(), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw Misfit.expected("a decimal with at most " + scale.value() + " digits after the point", value);
        }
        if (scale.precision() != 0 && fitted.precision() > scale.precision()) {
            throw Misfit.expected(
                    "a decimal with at most " + (scale.precision() - scale.value()) + " digits before the point",
                    value);
        }
        return fitted;
    }
}
