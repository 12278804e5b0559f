package io.npipeline.binding;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads Connect data as one Java type. Everything that depends on the type is worked out once, everything that
 * depends on a schema once per schema; a record is then built through method handles.
 *
 * <p>The type is a record, {@code String}, {@code byte[]}, {@code ByteBuffer}, {@code Map}, {@code List},
 * {@code Struct}, {@code Object} or the box of a primitive. A value that already has one of the types other than a
 * record is handed through. A record is read from a {@code Struct}, a {@code Map}, or the text of a JSON object as a
 * string or as UTF-8 bytes. A {@code Map} and a {@code List} are read from JSON too, and a {@code Map} also from a
 * {@code Struct}, in the shape that {@link BodyForm#MAP} has. Between {@code String} and bytes UTF-8 is assumed.
 *
 * <p>The components of a record may be primitives and their boxes, {@code String}, enums, {@code Optional} and
 * its siblings for primitives, {@code List}, {@code Set}, {@code Map<String, …>}, {@code BigDecimal}, {@code BigInteger}, {@code byte[]},
 * {@code ByteBuffer}, {@code UUID}, {@code Instant}, {@code LocalDate}, {@code LocalTime}, {@code LocalDateTime},
 * {@code OffsetDateTime}, {@code ZonedDateTime}, {@code Duration}, {@code java.util.Date}, {@code Struct},
 * {@code Object} and other records:
 *
 * <ul>
 *   <li>Fields without a component are ignored.
 *   <li>A field that is missing, in the schema or in the map, leaves an {@code Optional} empty and is an error for
 *       every other component.
 *   <li>A null becomes the schema's default where there is one. Otherwise an {@code Optional} is empty, a primitive
 *       is an error, and every other component is null.
 *   <li>Numbers are converted only if nothing is lost: 300 is no {@code byte}, 1.5 no {@code int}, 9007199254740993
 *       no {@code double}. A fraction fits a {@code double} with up to 17 significant digits, a {@code float} with up
 *       to 9. Both also take the texts NaN, Infinity and -Infinity. {@code BigDecimal} and {@code BigInteger} also
 *       take text of up to 10,000 characters.
 *   <li>{@code Instant} and {@code java.util.Date} take Connect's Timestamp, epoch milliseconds or ISO text;
 *       {@code LocalDate} takes Date, epoch days or ISO text; {@code LocalTime} takes Time, milliseconds of the day
 *       or ISO text. The other types of {@code java.time} take ISO text.
 *   <li>An enum takes the exact name of a constant. Bytes take base64 text. An {@code Object} is whatever was there.
 *   <li>Collections and maps are unmodifiable and keep their order.
 * </ul>
 *
 * <p>Thread safe.
 *
 * @param <T> the Java type
 */
public final class BodyReader<T> {

    private final Class<T> type;

    /** Asked for once: the JVM does not compile it down to a constant, and it is wanted for each record. */
    private final boolean isRecord;

    private final Reading reading;

    private BodyReader(Class<T> type, Reading reading) {
        this.type = type;
        this.isRecord = type.isRecord();
        this.reading = reading;
    }

    /**
     * The reader of a type.
     *
     * @throws BindingException when the type cannot be bound, naming the component and the reason
     */
    public static <T> BodyReader<T> of(Class<T> type) {
        try {
            return new BodyReader<>(type, BodyReadings.of(type));
        } catch (Misfit misfit) {
            throw misfit.from(type.getSimpleName());
        }
    }

    public Class<T> type() {
        return type;
    }

    /** Whether {@link #read} would return the very value, so that there is nothing to gain from reading it later. */
    public boolean isPassThrough(@Nullable Object value) {
        return value == null || (!isRecord && type.isInstance(value));
    }

    /**
     * The value as the type; null, which is a tombstone, stays null.
     *
     * @param schema the schema that came with the value. A {@code Struct} is read by the one it carries, which
     *     Connect demands to be the same.
     * @throws BindingException naming the path of the part that does not fit
     */
    public @Nullable T read(@Nullable Schema schema, @Nullable Object value) {
        try {
            return type.cast(value == null || isPassThrough(value) ? value : reading.read(value));
        } catch (Misfit misfit) {
            throw misfit.from(type.getSimpleName());
        }
    }
}
