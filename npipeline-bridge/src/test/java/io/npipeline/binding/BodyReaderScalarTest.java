package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class BodyReaderScalarTest {

    enum Side {
        BUY,
        SELL {
            @Override
            public String toString() {
                return "sold";
            }
        }
    }

    record Enums(Side v) {}

    record Chars(char v) {}

    record Flags(boolean v) {}

    record Ids(UUID v) {}

    @SuppressWarnings("ArrayRecordComponent") // users write such records
    record Binary(byte[] v) {}

    record Buffers(ByteBuffer v) {}

    record Untyped(Object v) {}

    record Structs(Struct v) {}

    record Instants(Instant v) {}

    record Dates(Date v) {}

    record Days(LocalDate v) {}

    record Times(LocalTime v) {}

    record DateTimes(LocalDateTime v) {}

    record Offsets(OffsetDateTime v) {}

    record Zones(ZonedDateTime v) {}

    record Durations(Duration v) {}

    private static <T> T read(Class<T> type, Object value) {
        return Objects.requireNonNull(BodyReader.of(type).read(null, Map.of("v", value)));
    }

    private static <T> T readField(Class<T> type, Schema field, Object value) {
        Schema schema = SchemaBuilder.struct().field("v", field).build();
        return Objects.requireNonNull(BodyReader.of(type).read(schema, new Struct(schema).put("v", value)));
    }

    private static Date date(String instant) {
        return Date.from(Instant.parse(instant));
    }

    @Test
    void readsEnumsByTheirExactName() {
        assertThat(read(Enums.class, "SELL").v()).isEqualTo(Side.SELL);
        assertThatThrownBy(() -> read(Enums.class, "sell"))
                .isInstanceOf(BindingException.class)
                .hasMessage("Enums.v: expected one of BUY, SELL, got STRING \"sell\"");
        assertThatThrownBy(() -> read(Enums.class, 1)).hasMessage("Enums.v: expected one of BUY, SELL, got INT32 1");
    }

    @Test
    void readsCharactersBooleansAndUuids() {
        assertThat(read(Chars.class, "x").v()).isEqualTo('x');
        assertThat(read(Flags.class, true).v()).isTrue();
        assertThat(read(Ids.class, "00000000-0000-0001-0000-00000000000A").v()).isEqualTo(new UUID(1, 10));
        assertThatThrownBy(() -> read(Chars.class, "xy"))
                .hasMessage("Chars.v: expected STRING of one character, got STRING \"xy\"");
        assertThatThrownBy(() -> read(Flags.class, "true"))
                .hasMessage("Flags.v: expected BOOLEAN, got STRING \"true\"");
        assertThatThrownBy(() -> read(Ids.class, "1-2-3-4-5"))
                .hasMessage("Ids.v: expected a UUID, got STRING \"1-2-3-4-5\"");
    }

    @Test
    void readsBytes() {
        byte[] bytes = {1, 2, 3};
        ByteBuffer part = ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4}, 1, 3);

        assertThat(read(Binary.class, bytes).v()).isEqualTo(bytes);
        assertThat(read(Binary.class, part).v()).isEqualTo(bytes);
        assertThat(read(Binary.class, "AQID").v()).isEqualTo(bytes);
        assertThat(read(Buffers.class, bytes).v()).isEqualTo(part);
        assertThat(read(Buffers.class, part).v()).isEqualTo(part);
        assertThat(read(Buffers.class, "AQID").v()).isEqualTo(part);
        assertThatThrownBy(() -> read(Binary.class, "?"))
                .hasMessage("Binary.v: expected BYTES or base64 text, got STRING \"?\"");
        assertThatThrownBy(() -> read(Buffers.class, 1))
                .hasMessage("Buffers.v: expected BYTES or base64 text, got INT32 1");
    }

    @Test
    void leavesUntypedComponentsUntouched() {
        Object value = new Object();
        Struct struct = new Struct(SchemaBuilder.struct().name("my.Part").build());

        assertThat(read(Untyped.class, value).v()).isSameAs(value);
        assertThat(read(Structs.class, struct).v()).isSameAs(struct);
        assertThatThrownBy(() -> read(Structs.class, Map.of()))
                .hasMessage("Structs.v: expected STRUCT, got MAP of size 0");
        assertThatThrownBy(() -> read(Ids.class, struct)).hasMessage("Ids.v: expected a UUID, got STRUCT my.Part");
    }

    @Test
    void readsInstants() {
        Instant instant = Instant.parse("2026-02-03T04:05:06.789Z");

        assertThat(readField(Instants.class, Timestamp.SCHEMA, Date.from(instant))
                        .v())
                .isEqualTo(instant);
        assertThat(read(Instants.class, instant.toEpochMilli()).v()).isEqualTo(instant);
        assertThat(read(Instants.class, "2026-02-03T05:05:06.789+01:00").v()).isEqualTo(instant);
        assertThat(read(Dates.class, Date.from(instant)).v()).isEqualTo(Date.from(instant));
        assertThat(read(Dates.class, "2026-02-03T04:05:06.789Z").v()).isEqualTo(Date.from(instant));
        assertThatThrownBy(() -> read(Instants.class, "yesterday"))
                .hasMessage("Instants.v: expected TIMESTAMP, epoch milliseconds or ISO text of an Instant,"
                        + " got STRING \"yesterday\"");
        assertThatThrownBy(() -> read(Instants.class, 1.5))
                .hasMessage("Instants.v: expected epoch milliseconds, got FLOAT64 1.5");
    }

    @Test
    void readsDays() {
        LocalDate day = LocalDate.parse("1969-12-30");

        assertThat(readField(Days.class, org.apache.kafka.connect.data.Date.SCHEMA, date("1969-12-30T00:00:00Z"))
                        .v())
                .isEqualTo(day);
        assertThat(read(Days.class, -2).v()).isEqualTo(day);
        assertThat(read(Days.class, "1969-12-30").v()).isEqualTo(day);
        assertThatThrownBy(() -> readField(Days.class, Timestamp.SCHEMA, date("2026-02-03T04:05:06Z")))
                .hasMessage("Days.v: expected DATE, which is midnight in UTC, got Date 2026-02-03T04:05:06Z");
        assertThatThrownBy(() -> read(Days.class, "30.12.1969"))
                .hasMessage("Days.v: expected DATE, epoch days or ISO text of a LocalDate, got STRING \"30.12.1969\"");
    }

    @Test
    void readsTimesOfDay() {
        LocalTime time = LocalTime.parse("04:05:06.789");

        assertThat(readField(Times.class, Time.SCHEMA, date("1970-01-01T04:05:06.789Z"))
                        .v())
                .isEqualTo(time);
        assertThat(read(Times.class, 14_706_789).v()).isEqualTo(time);
        assertThat(read(Times.class, "04:05:06.789").v()).isEqualTo(time);
        assertThatThrownBy(() -> readField(Times.class, Timestamp.SCHEMA, date("2026-02-03T04:05:06Z")))
                .hasMessage("Times.v: expected TIME, which is on 1970-01-01 in UTC, got Date 2026-02-03T04:05:06Z");
        assertThatThrownBy(() -> read(Times.class, 86_400_000))
                .hasMessage("Times.v: expected milliseconds of a day (0 to 86399999), got INT32 86400000");
    }

    @Test
    void readsTheOtherTimesAsIsoText() {
        String zoned = "2026-10-25T02:30+01:00[Europe/Berlin]";

        assertThat(read(DateTimes.class, "2026-02-03T04:05").v()).isEqualTo(LocalDateTime.parse("2026-02-03T04:05"));
        assertThat(read(Offsets.class, "2026-02-03T04:05+01:00").v())
                .isEqualTo(OffsetDateTime.parse("2026-02-03T04:05+01:00"));
        assertThat(read(Zones.class, zoned).v()).isEqualTo(ZonedDateTime.parse(zoned));
        assertThat(read(Durations.class, "PT1.5S").v()).isEqualTo(Duration.ofMillis(1500));
        assertThatThrownBy(() -> read(DateTimes.class, 5))
                .hasMessage("DateTimes.v: expected ISO text of a LocalDateTime, got INT32 5");
        assertThatThrownBy(() -> read(Durations.class, "1.5s"))
                .hasMessage("Durations.v: expected ISO text of a Duration, got STRING \"1.5s\"");
    }
}
