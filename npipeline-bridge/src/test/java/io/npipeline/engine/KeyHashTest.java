package io.npipeline.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHashTest {

    private static final int KEYS = 10_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 100})
    void itIsThatOfTheContentAndOfEachByteOfIt(int length) {
        byte[] key = new byte[length];
        Arrays.fill(key, (byte) 7);
        assertThat(KeyHash.of(1, key.clone())).isEqualTo(KeyHash.of(1, key));
        for (int i = 0; i < length; i++) {
            byte[] other = key.clone();
            other[i]++;
            assertThat(KeyHash.of(1, other)).as("byte %d", i).isNotEqualTo(KeyHash.of(1, key));
        }
    }

    @Test
    void aPartitionsKeysAreNotThoseOfAnother() {
        assertThat(KeyHash.of(1, "key")).isNotEqualTo(KeyHash.of(2, "key"));
        assertThat(KeyHash.of(1, "key")).isEqualTo(KeyHash.of(1, new String("key".toCharArray())));
    }

    @Test
    void lowBitsOfSimilarKeysDiffer() {
        assertSpread(i -> ("key-" + i).getBytes(UTF_8));
        assertSpread(i -> ("customer-number-" + i + "-of-the-north").getBytes(UTF_8));
        assertSpread(i -> new byte[] {(byte) (i >> 8), (byte) i});
        assertSpread(i -> new byte[] {0, 0, 0, 0, 0, 0, (byte) (i >> 8), (byte) i});
        assertSpread(i -> new byte[] {0, (byte) (i >> 8), (byte) i});
        assertSpread(i -> new byte[] {0, 0, (byte) (i >> 8), (byte) i});
        assertSpread(i -> new byte[] {0, 0, 0, (byte) (i >> 8), (byte) i});
        assertSpread(i -> String.format("%04d", i).getBytes(UTF_8));
        assertSpread(i -> Integer.toString(i).getBytes(UTF_8));
        assertSpread(i -> i);
        assertSpread(i -> (long) i << 32);
        assertSpread(i -> "key-" + i);
    }

    @Test
    void keysAndPartitionsDoNotMakeUpForEachOther() {
        Set<Integer> hashes = new HashSet<>();
        for (int slot = 0; slot < 50; slot++) {
            for (int key = 0; key < 40; key++) {
                hashes.add(KeyHash.of(slot, key));
            }
        }
        assertThat(hashes).hasSizeGreaterThan(1_990);
    }

    /** As many keys as places leave about a third of the places empty when they are thrown at random. */
    private static void assertSpread(IntFunction<Object> keys) {
        Set<Integer> places = new HashSet<>();
        int mask = Integer.highestOneBit(KEYS) - 1;
        for (int i = 0; i <= mask; i++) {
            places.add(KeyHash.of(3, keys.apply(i)) & mask);
        }
        assertThat(places.size()).isGreaterThan(mask / 2);
    }
}
