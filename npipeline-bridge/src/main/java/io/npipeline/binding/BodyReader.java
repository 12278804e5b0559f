package io.npipeline.binding;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads Connect data as one Java type. Everything that depends on the type is worked out once, everything that
 * depends on a schema once per schema; an object is then built through method handles.
 *
 * <p>The type is an object: a record, a class with properties or a sealed type; or it is {@code JsonNode},
 * {@code String}, {@code byte[]}, {@code ByteBuffer}, {@code Map}, {@code List}, {@code Struct}, {@code Object} or the box
 * of a primitive. A value that already has one of the types other than an object is handed through. An object is read from
 * a {@code Struct}, a {@code Map}, or the text of a JSON object as a string or as UTF-8 bytes. A {@code Map}, a
 * {@code List} and a {@code JsonNode} are read from JSON too, and a {@code Map} and a {@code JsonNode} also from a
 * {@code Struct}, in the shape that {@link BodyForm#MAP} has. Between {@code String} and bytes UTF-8 is assumed.
 *
 * <p>A class with properties has a constructor without parameters and, for each property, a public getter and a public
 * setter. Of a sealed type all cases are records or such classes. The components of a record and the properties of a class
 * may be primitives and their boxes, {@code String}, enums, {@code Optional} and its siblings for primitives, {@code List},
 * {@code Collection}, {@code Set}, {@code Map}, {@code BigDecimal}, {@code BigInteger}, {@code byte[]}, {@code ByteBuffer},
 * {@code UUID}, {@code Instant}, {@code LocalDate}, {@code LocalTime}, {@code LocalDateTime}, {@code OffsetDateTime},
 * {@code ZonedDateTime}, {@code Duration}, {@code java.util.Date}, {@code JsonNode}, {@code Struct}, {@code Object} and
 * other objects, generic ones with their type arguments:
 *
 * <ul>
 *   <li>A component is read from the field of its name, or the one that {@link Name} gives it, or else the first that is
 *       there of its {@link Alias}es. Fields without a component are ignored.
 *   <li>A field that is missing, in the schema or in the map, or that is null is the component's {@link Default}.
 *   <li>Without one, a field that is missing leaves a property as the constructor made it and an {@code Optional} of a
 *       record empty, and is an error for every other component.
 *   <li>A null becomes the schema's default where there is one. Otherwise an {@code Optional} is empty, a primitive
 *       is an error, and every other component is null.
 *   <li>Numbers are converted only if nothing is lost: 300 is no {@code byte}, 1.5 no {@code int}, 9007199254740993
 *       no {@code double}. A fraction fits a {@code double} with up to 17 significant digits, a {@code float} with up
 *       to 9, if it is right in all of them. Both also take the texts NaN, Infinity and -Infinity. {@code BigDecimal} and
 *       {@code BigInteger} also take text of up to 10,000 characters.
 *   <li>{@code Instant} and {@code java.util.Date} take Connect's Timestamp, epoch milliseconds or ISO text;
 *       {@code LocalDate} takes Date, epoch days or ISO text; {@code LocalTime} takes Time, milliseconds of the day
 *       or ISO text. The other types of {@code java.time} take ISO text.
 *   <li>An enum takes the exact name of a constant, or its {@link Name} or {@link Alias}; what is none of them is the
 *       constant that is {@link Unknown}, or an error. Bytes take base64 text. An {@code Object} is whatever was there.
 *   <li>A sealed type takes a {@code Struct} or {@code Map} in which one field is not null, named like the case; the
 *       unions that Confluent's converters read, which are such Structs with other names; and a Struct with the name of
 *       a case.
 *   <li>Collections and maps are unmodifiable and keep their order. Keys of maps are text, enums without a constant that is
 *       {@link Unknown}, integers, truth values, {@code UUID}s and types of {@code java.time}, and all of them are read from
 *       text too.
 * </ul>
 *
 * <p>Thread safe.
 *
 * @param <T> the Java type
 */
public final class BodyReader<T> {

    private final Class<T> type;

    /** Asked for once: the JVM does not compile it down to a constant, and it is wanted for each record. */
    private final boolean isObject;

    private final Reading reading;

    private BodyReader(Class<T> type, Reading reading) {
        this.type = type;
        this.isObject = TypeBindings.isObject(type);
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

    /** The fields that a record or a class with properties is read from, in their order; none of any other type. */
    public List<BodyField> fields() {
        if (!isObject || type.isSealed()) {
            return List.of();
        }
        return ObjectAccess.of(BoundType.of(type)).properties().stream()
                .map(BodyField::of)
                .toList();
    }

    /** Whether {@link #read} would return the very value, so that there is nothing to gain from reading it later. */
    public boolean isPassThrough(@Nullable Object value) {
        return value == null || (!isObject && type.isInstance(value));
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
