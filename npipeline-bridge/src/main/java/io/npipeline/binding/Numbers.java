package io.npipeline.binding;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Conversions between kinds of numbers that lose nothing, or fail. */
final class Numbers {

    /** As many significant digits as every float, or double, needs to be told from its neighbours. */
    private static final int FLOAT_DIGITS = 9;

    private static final int DOUBLE_DIGITS = 17;

    /** Longer numbers take time quadratic in their length to parse, and foreign data decides on the length. */
    static final int MAX_DIGITS = 10_000;

    private Numbers() {}

    /** The number as an integer within the bounds, which are those of the Connect type with the name. */
    static long toInteger(Object value, String name, long min, long max) {
        long number;
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            number = ((Number) value).longValue();
        } else {
            BigInteger exact = wholeOrNull(value);
            if (exact == null) {
                throw Misfit.expected(name, value);
            }
            if (exact.bitLength() >= Long.SIZE) {
                throw outOfRange(value, name, min, max);
            }
            number = exact.longValue();
        }
        if (number < min || number > max) {
            throw outOfRange(value, name, min, max);
        }
        return number;
    }

    private static Misfit outOfRange(Object value, String name, long min, long max) {
        return Misfit.expected(name + " (" + min + " to " + max + ")", value);
    }

    static double toDouble(Object value) {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof Float number) {
            return number;
        }
        if (value instanceof String text && isNonFinite(text)) {
            return Double.parseDouble(text);
        }
        BigDecimal exact = decimalOrNull(value);
        if (exact == null) {
            throw Misfit.expected("FLOAT64", value);
        }
        double nearest = exact.doubleValue();
        if (!represents(nearest, Double.toString(nearest), exact, DOUBLE_DIGITS)) {
            throw Misfit.expected("a number that FLOAT64 can hold", value);
        }
        return nearest;
    }

    static float toFloat(Object value) {
        if (value instanceof Float number) {
            return number;
        }
        if (value instanceof Double number && (number.isNaN() || number.floatValue() == number)) {
            return number.floatValue();
        }
        if (value instanceof String text && isNonFinite(text)) {
            return Float.parseFloat(text);
        }
        BigDecimal exact = decimalOrNull(value);
        if (exact == null) {
            throw Misfit.expected("FLOAT32", value);
        }
        float nearest = exact.floatValue();
        if (!represents(nearest, Float.toString(nearest), exact, FLOAT_DIGITS)) {
            throw Misfit.expected("a number that FLOAT32 can hold", value);
        }
        return nearest;
    }

    static BigDecimal toBigDecimal(Object value) {
        BigDecimal exact = decimalOrNull(value);
        return exact != null ? exact : Scalar.parse("DECIMAL", value, Numbers::parseDecimal);
    }

    /**
     * The decimal that the text means.
     *
     * @throws NumberFormatException when the text means none, or is too long to be taken for one
     */
    static BigDecimal parseDecimal(String text) {
        return new BigDecimal(checkLength(text));
    }

    static BigInteger toBigInteger(Object value) {
        BigInteger exact = wholeOrNull(value);
        return exact != null ? exact : Scalar.parse("an integer", value, text -> new BigInteger(checkLength(text)));
    }

    /**
     * Whether the nearest binary number stands for the decimal. A fraction such as 0.1 has no binary equal, so there it is
     * enough that it is the shortest text of the binary number, or that it has no more digits than the type tells apart and
     * is wrong in none of them: 9007199254740993.0 would become another. A number without a fraction must be equal.
     */
    private static boolean represents(double nearest, String shortest, BigDecimal exact, int digits) {
        if (Double.isInfinite(nearest) || (nearest == 0 && exact.signum() != 0)) {
            return false;
        }
        BigDecimal binary = new BigDecimal(nearest);
        if (binary.compareTo(exact) == 0) {
            return true;
        }
        if (exact.scale() == 0) {
            return false;
        }
        return new BigDecimal(shortest).compareTo(exact) == 0
                || (exact.precision() <= digits && isWithinHalfADigit(binary, exact));
    }

    private static boolean isWithinHalfADigit(BigDecimal binary, BigDecimal exact) {
        return binary.subtract(exact).abs().multiply(BigDecimal.valueOf(2)).compareTo(exact.ulp()) <= 0;
    }

    private static boolean isNonFinite(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    private static @Nullable BigInteger wholeOrNull(Object value) {
        if (value instanceof BigInteger number) {
            return number;
        }
        BigDecimal exact = decimalOrNull(value);
        // The exponent of a decimal can stand for billions of digits; they must not be written out.
        if (exact == null || Math.abs((long) exact.scale()) > MAX_DIGITS) {
            return null;
        }
        try {
            return exact.toBigIntegerExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable BigDecimal decimalOrNull(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        if (value instanceof Double || value instanceof Float) {
            // Their text is the shortest decimal that means this number: 0.1, where the binary value has 55 digits.
            return Double.isFinite(((Number) value).doubleValue()) ? new BigDecimal(value.toString()) : null;
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        return null;
    }

    private static String checkLength(String text) {
        if (text.length() > MAX_DIGITS) {
            throw new NumberFormatException();
        }
        return text;
    }
}
