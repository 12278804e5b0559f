package io.npipeline.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name in the data, where it is not the one in Java: of a field, on a record's component or on the field or getter of
 * a property; of a symbol, on an enum's constant; of a schema, on a type, with its namespace in front if it is to have one.
 *
 * <p>Avro and Protobuf take names of the letters A to Z and a to z, digits and underscores that do not begin with a digit.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
public @interface Name {

    String value();
}
