package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.OffsetMapReading.Unusable;
import io.npipeline.engine.OffsetMapReading.Usable;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of an offset map: what comes back, what fits, and what is refused. */
class OffsetMapTest {

    private static final int BROKERS_LIMIT = 4096;
    private static final int UNCAPPED = Integer.MAX_VALUE;

    /** The head of a map at offset 500 in hexadecimal digits, without its mode. */
    private static final String HEAD_AT_500 = "01d7";

    /** Runs as begin, end, begin, end. */
    private static OffsetMap map(long base, long... bounds) {
        OffsetMap.Builder map = new OffsetMap.Builder(base);
        for (int i = 0; i < bounds.length; i += 2) {
            map.add(bounds[i], bounds[i + 1]);
        }
        return map.build();
    }

    @ParameterizedTest
    @CsvSource({"500, true", "501, false", "502, true", "503, true", "504, false", "505, true", "506, false"})
    void anOffsetIsSettledIfARunHoldsIt(long offset, boolean settled) {
        assertThat(map(500, 500, 501, 502, 504, 505, 506).isSettled(offset)).isEqualTo(settled);
    }

    @Test
    void anEmptyMapNamesNothingAndIsNoMissingOne() {
        OffsetMap empty = OffsetMap.empty(0);

        assertThat(LongStream.range(0, 10)).noneMatch(empty::isSettled);
        assertThat(empty.encode(BROKERS_LIMIT)).isEqualTo("AQAA");
        assertThat(usable("AQAA", 0).isEmpty()).isTrue();
        assertThat(OffsetMap.decode("", 0)).isEqualTo(Unusable.MISSING);
    }

    @Test
    void runsThatTouchAreOneAndWhatLiesBelowTheBaseIsLeftOut() {
        OffsetMap map = map(100, 80, 90, 95, 103, 103, 105, 104, 104);

        assertThat(map.runs()).isEqualTo(1);
        assertThat(map.runBegin(0)).isEqualTo(100);
        assertThat(map.end()).isEqualTo(105);
    }

    /** Maps that were stored must be read by all later versions. */
    @Test
    void theTextOfVersionOneStays() {
        String runs = text(HEAD_AT_500 + "00" + "019003");
        String bits = text(HEAD_AT_500 + "01" + "5201");

        assertThat(map(500, 501, 901).encode(BROKERS_LIMIT)).isEqualTo(runs);
        assertThat(map(500, 501, 502, 504, 505, 506, 507, 508, 509).encode(BROKERS_LIMIT))
                .isEqualTo(bits);
        assertSame(usable(runs, 500), map(500, 501, 901));
        assertSame(usable(bits, 500), map(500, 501, 502, 504, 505, 506, 507, 508, 509));
    }

    @Test
    void whatFollowsTheEndOfATextIsNoneOfIts() {
        OffsetMap map = map(500, 501, 502, 504, 505);

        assertSame(usable(map.encode(BROKERS_LIMIT) + OffsetMap.END + "17" + OffsetMap.END, 500), map);
        assertThat(OffsetMap.decode(OffsetMap.END + "17", 500)).isEqualTo(Unusable.MISSING);
    }

    @Test
    void aRecordThatWasSettledMeanwhileAtTheBaseItselfIsNamed() {
        OffsetMap map = map(500, 500, 502, 503, 504);

        assertSame(usable(map.encode(BROKERS_LIMIT), 500), map);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyMapComesBackWholeWhereItFits(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            OffsetMap map = random(random);

            assertSame(usable(map.encode(UNCAPPED), map.base()), map);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void aMapThatDoesNotFitIsCutAtItsHighEnd(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            OffsetMap map = random(random);
            int maxChars = 4 + random.nextInt(200);

            String text = map.encode(maxChars);

            assertThat(text.length()).isLessThanOrEqualTo(maxChars);
            OffsetMap kept = usable(text, map.base());
            assertThat(kept.end()).isLessThanOrEqualTo(map.end());
            assertSame(
                    kept,
                    new OffsetMap.Builder(map.base())
                            .addFrom(upTo(map, kept.end()), 0)
                            .build());
            if (map.encode(UNCAPPED).length() <= maxChars) {
                assertSame(kept, map);
            }
        }
    }

    @Test
    void whereNotEvenTheHeadFitsThereIsNoText() {
        OffsetMap map = map(7, 8, 9);

        assertThat(map.encode(3)).isEmpty();
        assertThat(map.encode(0)).isEmpty();
        assertThat(map.encode(-1)).isEmpty();
        assertThat(usable(map.encode(4), 7).isEmpty()).isTrue();
    }

    @Test
    void theBrokersLimitHoldsAtLeastTwentyFourThousandOffsetsHoweverTheyAreMixed() {
        OffsetMap.Builder alternating = new OffsetMap.Builder(0);
        for (long offset = 1; offset < 100_000; offset += 2) {
            alternating.add(offset, offset + 1);
        }

        String text = alternating.build().encode(BROKERS_LIMIT);

        assertThat(text).hasSize(BROKERS_LIMIT);
        assertThat(usable(text, 0).end()).isEqualTo(24_552);
    }

    @Test
    void longRunsCostNextToNothing() {
        OffsetMap map = map(0, 1, 500_000, 500_001, 1_000_000_000_000L);

        String text = map.encode(BROKERS_LIMIT);

        assertThat(text).hasSizeLessThan(24);
        assertSame(usable(text, 0), map);
    }

    @Test
    void aMapOfAnotherOffsetIsToldFromOneThatCannotBeRead() {
        String text = map(500, 501, 901).encode(BROKERS_LIMIT);

        assertThat(OffsetMap.decode(text, 501)).isEqualTo(Unusable.OTHER_BASE);
        assertThat(OffsetMap.decode(text, 0)).isEqualTo(Unusable.OTHER_BASE);
        assertThat(OffsetMap.decode(text(HEAD_AT_500 + "00" + "01"), 500)).isEqualTo(Unusable.UNREADABLE);
        assertThat(OffsetMap.decode(text("0268" + "00" + "019003"), 500)).isEqualTo(Unusable.UNKNOWN_VERSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no mode
                "02", // an unknown mode
                "ff", // another
                "00" + "01", // a run that is not settled, and nothing behind it
                "00" + "0100", // a settled run of nothing
                "00" + "01010001", // two settled runs without one between them
                "00" + "0180", // a length without end
                "00" + "8080808080808080808001" + "01", // a length of more than 63 bits
                "00" + "ffffffffffffffffff01" + "01", // a negative length
                "00" + "ffffffffffffffff7f" + "01", // a run beyond the last offset there can be
                "00" + "01" + "ffffffffffffffff7f", // another
                "00" + "0101" + "ffffffffffffff7f" + "ffffffffffffffff7f", // and one behind a good one
            })
    void whatIsNotTheDataOfAMapIsUnreadable(String modeAndData) {
        assertThat(OffsetMap.decode(text(HEAD_AT_500 + modeAndData), 500)).isEqualTo(Unusable.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AQ==", "lag tool, 3 s", "ünreadable", "AQAA\n", "+/+/"})
    void whatIsNotTheTextOfAMapIsUnreadable(String text) {
        assertThat(OffsetMap.decode(text, 0)).isEqualTo(Unusable.UNREADABLE);
    }

    @Test
    void anOffsetThatCannotBeHasNoMap() {
        assertThat(OffsetMap.decode("AQAA", -1)).isEqualTo(Unusable.UNREADABLE);
        assertThat(OffsetMap.decode(OffsetMap.empty(Long.MAX_VALUE).encode(100), Long.MAX_VALUE))
                .isInstanceOf(Usable.class);
        String head = hex(OffsetMap.empty(Long.MAX_VALUE).encode(100)).substring(0, 4);
        assertThat(OffsetMap.decode(text(head + "01" + "ff"), Long.MAX_VALUE)).isEqualTo(Unusable.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void noTextMakesItThrow(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            if (bytes.length > 2 && random.nextInt(8) != 0) {
                bytes[0] = 1;
                bytes[1] = (byte) 0xd7;
                bytes[2] = (byte) random.nextInt(2);
            }

            OffsetMapReading reading =
                    OffsetMap.decode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), 500);

            if (reading instanceof Usable usable) {
                assertAscending(usable.map());
            }
        }
    }

    private static void assertAscending(OffsetMap map) {
        long end = map.base() - 1;
        for (int run = 0; run < map.runs(); run++) {
            assertThat(map.runBegin(run)).isGreaterThan(end).isLessThan(map.runEnd(run));
            end = map.runEnd(run);
        }
    }

    private static OffsetMap random(Random random) {
        long base = random.nextInt(4) == 0 ? random.nextLong() >>> 8 : random.nextInt(1_000);
        OffsetMap.Builder map = new OffsetMap.Builder(base);
        long end = base;
        int runs = random.nextInt(random.nextInt(4) == 0 ? 400 : 20);
        int scale = 1 + random.nextInt(random.nextInt(4) == 0 ? 100_000 : 6);
        for (int run = 0; run < runs; run++) {
            long begin = end + random.nextInt(scale) + (run == 0 ? 0 : 1);
            end = begin + 1 + random.nextInt(scale);
            map.add(begin, end);
        }
        return map.build();
    }

    private static OffsetMap upTo(OffsetMap map, long end) {
        OffsetMap.Builder prefix = new OffsetMap.Builder(map.base());
        for (int run = 0; run < map.runs(); run++) {
            prefix.add(map.runBegin(run), Math.min(map.runEnd(run), end));
        }
        return prefix.build();
    }

    private static void assertSame(OffsetMap actual, OffsetMap expected) {
        assertThat(actual.base()).isEqualTo(expected.base());
        assertThat(actual.runs()).isEqualTo(expected.runs());
        for (int run = 0; run < expected.runs(); run++) {
            assertThat(actual.runBegin(run)).isEqualTo(expected.runBegin(run));
            assertThat(actual.runEnd(run)).isEqualTo(expected.runEnd(run));
        }
    }

    private static OffsetMap usable(String text, long base) {
        OffsetMapReading reading = OffsetMap.decode(text, base);
        assertThat(reading).isInstanceOf(Usable.class);
        return ((Usable) reading).map();
    }

    private static String text(String hex) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(hex));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(Base64.getUrlDecoder().decode(text));
    }
}
