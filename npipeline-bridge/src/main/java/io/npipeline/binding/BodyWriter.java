package io.npipeline.binding;

import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of one Java type as Connect data. But for the losses named below, {@link BodyReader} reads back an
 * equal value.
 *
 * <p>The types are those of {@link BodyReader}. Only records are written in the {@link BodyForm}; the other types go
 * out as they are, with the schema that belongs to them: text as STRING, bytes as BYTES, boxes as their number type,
 * a {@code Struct} with its own, a {@code Map} or {@code List} without any. An {@code Object} is written as the class
 * of each value says.
 *
 * <p>The schema of a record is derived from its type: its name is the class name, its fields are the components in
 * their order. Primitives are required fields, all others optional; an empty {@code Optional} is null. In the form
 * {@link BodyForm#STRUCT}
 *
 * <ul>
 *   <li>{@code Instant} and {@code java.util.Date} become Timestamp, {@code LocalDate} becomes Date,
 *       {@code LocalTime} becomes Time. Timestamp and Time end at milliseconds: what is finer is cut off.
 *   <li>The other types of {@code java.time} become ISO text, enums their names, {@code UUID} its text.
 *   <li>{@code BigDecimal} and {@code BigInteger} become text, because Connect's Decimal needs a scale that all
 *       values share, and the Java types have none.
 *   <li>{@code List} and {@code Set} become ARRAY, {@code Map} becomes MAP, {@code byte[]} and {@code ByteBuffer}
 *       BYTES.
 *   <li>{@code Object} and {@code Struct} components and records that contain themselves are refused: there is no
 *       schema for them.
 * </ul>
 *
 * <p>The form {@link BodyForm#MAP} has the same names, with the types of {@code java.time} and {@code java.util.Date}
 * all as ISO text, to the last nanosecond, and with an {@code Object} as it is. A {@code Struct} component becomes a
 * map, which has no schema by which it could be read back. The JSON forms are the text of that map, with bytes in
 * base64; an {@code Object} comes back from them as what {@link JsonText#parse} makes of it.
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
     *     beyond the range of Connect's Date
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
