package io.npipeline.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.formats.sample.Case;
import io.npipeline.formats.sample.Cases;
import io.npipeline.formats.sample.Difference;
import io.npipeline.formats.sample.Place;
import io.npipeline.formats.sample.Primitives;
import io.npipeline.formats.sample.Sample;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What stands on the side of others: it is what it should be, and says so where it is not. */
class PlainValuesTest {

    private static final PlainWriter ISO = new PlainWriter(Format.JSON);

    @ParameterizedTest
    @FieldSource("io.npipeline.formats.sample.Cases#ALL")
    void whatIsWrittenAsIsoTextIsReadToTheLastBit(Case one) {
        assertThat(Difference.between(one, PlainReader.read(Sample.class, ISO.write(one.sample()))))
                .isEqualTo(Difference.NONE);
    }

    @Test
    void timesAreThoseOfTheSchemaThatWasWrittenByHand() {
        assertThat(plain(Format.JSON, "Instant, milliseconds")).isEqualTo("2026-02-28T23:59:59.999Z");
        assertThat(plain(Format.AVRO_CONFLUENT, "Instant, milliseconds")).isEqualTo(1_772_323_199_999L);
        assertThat(plain(Format.PROTOBUF, "Instant, milliseconds"))
                .isEqualTo(Map.of("seconds", 1_772_323_199L, "nanos", 999_000_000));
        assertThat(plain(Format.PROTOBUF, "LocalDate, today")).isEqualTo(20_512);
        assertThat(plain(Format.AVRO_APICURIO, "LocalTime, milliseconds")).isEqualTo(86_399_999);
        assertThat(plain(Format.AVRO_APICURIO, "BigDecimal, 0.10")).isEqualTo(new byte[] {10});
        assertThat(plain(Format.PROTOBUF, "BigDecimal, 0.10")).isEqualTo("0.10");
    }

    private static @Nullable Object plain(Format format, String caseName) {
        Case one = Cases.named(caseName);
        return new PlainWriter(format).write(one.sample()).get(one.component());
    }

    @Test
    void aValueOfAnotherTypeIsNamed() {
        assertThatThrownBy(() -> PlainReader.read(Place.class, Map.of("name", 7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("name: ");
        assertThatThrownBy(() -> PlainReader.read(Sample.class, Map.of("int8", 128)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("int8: ");
        assertThatThrownBy(() -> PlainReader.read(Primitives.class, Map.of("truth", true)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
