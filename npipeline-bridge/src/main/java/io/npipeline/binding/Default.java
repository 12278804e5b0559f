package io.npipeline.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a record's component or a property is where the data has no such field, or null in it. The text is read as the type
 * would read it from text, and as JSON if it cannot: {@code "EUR"}, {@code "0.19"}, {@code "2026-01-01"}, {@code "[]"}.
 *
 * <p>The derived schema has the default too, so that the formats which know defaults may count the field as one that can be
 * added; not so for bytes, lists and maps that are not empty, records, and enums that are a {@link NativeType}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
public @interface Default {

    String value();
}
