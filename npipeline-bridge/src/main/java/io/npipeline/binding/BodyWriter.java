package io.npipeline.binding;

import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of one Java type as Connect data. But for the losses named below, {@link BodyReader} reads back an
 * equal value.
 *
 * <p>The types are those of {@link BodyReader}. Objects are written in the {@link BodyForm}, and so is a
 * {@code JsonNode}, which has no schema in any form; the other types go out as they are, with the schema that belongs to
 * them: text as STRING, bytes as BYTES, boxes as their number type, a {@code Struct} with its own, a {@code Map} or
 * {@code List} without any. An {@code Object} is written as the class of each value says.
 *
 * <p>The schema of an object is derived from its type, once: its name is that of the class, with a dot before the name of a
 * nested one, so that Avro and Protobuf take it; its fields are the components in their order, or the properties in the
 * order in which the class declares their fields. {@link Name} names both otherwise. Primitives are required fields, all
 * others optional; an empty {@code Optional} is null. {@link Default} and {@link Doc} are in the schema. In the form
 * {@link BodyForm#STRUCT}
 *
 * <ul>
 *   <li>{@code Instant} and {@code java.util.Date} become Timestamp, {@code LocalDate} becomes Date,
 *       {@code LocalTime} becomes Time. Timestamp and Time end at milliseconds: what is finer is cut off.
 *   <li>The other types of {@code java.time} become ISO text, enums their names, {@code UUID} its text. The schema of an
 *       enum that is a {@link NativeType} has its symbols.
 *   <li>A {@code BigDecimal} with a {@link Scale} becomes Decimal. Others, and {@code BigInteger}, become text, because
 *       Decimal needs a scale that all values share.
 *   <li>{@code List}, {@code Collection} and {@code Set} become ARRAY, {@code Map} becomes MAP, with keys of integers and
 *       truth values as they are and all others as text, {@code byte[]} and {@code ByteBuffer} BYTES.
 *   <li>A sealed type becomes a Struct with an optional field for each case, named after it, of which one is not null;
 *       {@link NativeType} marks it as a union.
 *   <li>{@code Object}, {@code JsonNode} and {@code Struct} components and objects that contain their own type are refused:
 *       there is no schema for them.
 * </ul>
 *
 * <p>The form {@link BodyForm#MAP} has the same names, with decimals, keys of maps and the types of {@code java.time} and
 * {@code java.util.Date} all as text, these in ISO's form to the last nanosecond, and with an {@code Object} as it is. A
 * {@code Struct} component becomes a map, which has no schema by which it could be read back. A number of a {@code JsonNode}
 * becomes a {@code long} or a {@code double} of the very digits, or text where it is neither; a null node comes back as null.
 * The JSON forms are the text of that map, with bytes in base64 and with the numbers of a {@code JsonNode} as they are; an
 * {@code Object} comes back from them as what {@link JsonText#parse} makes of it.
 *
 * <p>Thread safe.
 *
 * @param <T> the Java type
 */
public final class BodyWriter<T> {

    private final Class<T> type;
    private final Writing writing;

    private BodyWriter(Class<T> type, Writing writing) {
        this.type = type;
        this.writing = writing;
    }

    /**
     * The writer of a type.
     *
     * @throws BindingException when the type cannot be written in the form, naming the component and the reason
     */
    public static <T> BodyWriter<T> of(Class<T> type, BodyForm form) {
        try {
            return new BodyWriter<>(type, Writing.of(type, form));
        } catch (Misfit misfit) {
            throw misfit.from(type.getSimpleName());
        }
    }

    /**
     * The body as Connect data; null becomes a tombstone, which has no schema either.
     *
     * @throws BindingException naming the path of a part that Connect cannot hold, such as a map's null key or a day
     *     beyond the range of Connect's Date; also for a null node that would become a tombstone, and for a missing node
     */
    public SchemaAndValue write(@Nullable T body) {
        if (body == null) {
            return SchemaAndValue.NULL;
        }
        try {
            return writing.write(body);
        } catch (Misfit misfit) {
            throw misfit.from(type.getSimpleName());
        }
    }
}
