package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SchemaCacheTest {

    private final AtomicInteger computations = new AtomicInteger();
    private final SchemaCache<Integer> cache = new SchemaCache<>(schema -> computations.incrementAndGet());

    private static Schema schema(int number) {
        return SchemaBuilder.struct().name("schema" + number).build();
    }

    @Test
    void computesOncePerSchema() {
        Schema first = schema(1);
        Schema second = schema(2);

        for (int i = 0; i < 10; i++) {
            assertThat(cache.get(first)).isEqualTo(1);
            assertThat(cache.get(second)).isEqualTo(2);
        }
        assertThat(computations).hasValue(2);
    }

    @Test
    void sharesTheValueOfEqualSchemas() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(cache.get(schema(1))).isEqualTo(1);
        }
        assertThat(computations).hasValue(1);
    }

    @Test
    void forgetsTheOldestSchemas() {
        Schema oldest = schema(0);
        cache.get(oldest);
        for (int i = 1; i <= 32; i++) {
            cache.get(schema(i));
        }

        assertThat(cache.get(oldest)).isEqualTo(34);
    }
}
