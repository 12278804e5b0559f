package io.npipeline.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the schema of an enum, or of a sealed type, so that a converter that can makes the format's own enum or union of it:
 * {@code enum} in Avro, Protobuf and JSON Schema, a union in Avro, {@code oneOf} in JSON Schema. Without it an enum is text,
 * and a sealed type a Struct with one optional field for each case, which every converter takes. What each format makes of it
 * is in {@code docs/data.md}: Protobuf cannot take a sealed type that is marked.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NativeType {}
