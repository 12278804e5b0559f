package io.npipeline.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a {@code BigDecimal} Connect's Decimal in a Struct, which has so many digits after the point for all values; without
 * it decimals are written as text. Values with fewer digits get zeros, those with more are refused. It belongs to the type:
 * {@code @Scale(2) BigDecimal price}, {@code List<@Scale(2) BigDecimal> prices}. Reading takes any scale.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface Scale {

    /** The digits after the point. */
    int value();

    /** The most digits altogether, or 0 for no limit. Avro and Protobuf are told; Avro is told 64 where there is none. */
    int precision() default 0;
}
