package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class BodyReaderConcurrencyTest {

    record Reading(String unit, long level) {}

    private static final int THREADS = 8;
    private static final int READINGS = 5_000;

    private final BodyReader<Reading> reader = BodyReader.of(Reading.class);
    private final BodyWriter<Reading> writer = BodyWriter.of(Reading.class, BodyForm.STRUCT);

    private static Schema narrow() {
        return SchemaBuilder.struct()
                .field("unit", Schema.STRING_SCHEMA)
                .field("level", Schema.INT32_SCHEMA)
                .build();
    }

    private static Schema wide() {
        return SchemaBuilder.struct()
                .field("level", Schema.INT64_SCHEMA)
                .field("added", Schema.OPTIONAL_STRING_SCHEMA)
                .field("unit", Schema.STRING_SCHEMA)
                .build();
    }

    @Test
    void threadsShareOneReaderAndOneWriter() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                tasks.add(this::countWrongReadings);
            }
            for (Future<Integer> wrongReadings : threads.invokeAll(tasks)) {
                assertThat(wrongReadings.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private int countWrongReadings() {
        Schema narrow = narrow();
        Schema wide = wide();
        int wrong = 0;
        for (int i = 0; i < READINGS; i++) {
            Struct struct = i % 2 == 0
                    ? new Struct(narrow).put("unit", "K").put("level", i)
                    : new Struct(wide).put("unit", "K").put("level", (long) i);
            Reading expected = new Reading("K", i);
            Reading read = reader.read(struct.schema(), struct);
            SchemaAndValue written = writer.write(read);
            if (!expected.equals(read) || !expected.equals(reader.read(written.schema(), written.value()))) {
                wrong++;
            }
        }
        return wrong;
    }
}
