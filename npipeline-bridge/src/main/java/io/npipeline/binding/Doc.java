package io.npipeline.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The documentation of a derived schema: of a field, on a record's component or on the field or getter of a property; of a
 * record, class, enum or sealed type on the type. A field whose type has a schema with a name of its own, such as a record,
 * has the documentation of that: formats take one definition for a name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
public @interface Doc {

    String value();
}
