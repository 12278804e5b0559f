package io.npipeline.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The constant that stands for every symbol which the enum does not have. Without one such a symbol does not fit. At most
 * one constant of an enum has it, and such an enum cannot be the key of a map.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Unknown {}
