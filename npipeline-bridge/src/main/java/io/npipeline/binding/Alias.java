package io.npipeline.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * More names to read by: those that data from before a renaming has. They are tried in their order where the data does not
 * have the name itself, and never written. Stands where {@link Name} does; on a type it counts where the type is a case of a
 * sealed one, and no two cases have the same.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
public @interface Alias {

    String[] value();
}
