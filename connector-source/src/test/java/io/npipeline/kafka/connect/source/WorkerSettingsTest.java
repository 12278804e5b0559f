package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** What is concluded from the worker's keys. */
class WorkerSettingsTest {

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "producer.override.max.request.size",
            "5000",
            "value.converter",
            "org.apache.kafka.connect.storage.StringConverter"));

    private long maxValueBytes() {
        return new WorkerSettings(new AbstractConfig(new ConfigDef(), settings, false)).maxValueBytes();
    }

    @Test
    void theSizeOfAValueIsKnownWhereNothingMakesItSmaller() {
        assertThat(maxValueBytes()).isEqualTo(5_000);
        settings.put("value.converter", "JsonConverter");
        assertThat(maxValueBytes()).isEqualTo(5_000);
    }

    @Test
    void itIsNotWhereTheProducersLimitIsTheWorkers() {
        settings.remove("producer.override.max.request.size");
        assertThat(maxValueBytes()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void itIsNotBehindTransformations() {
        settings.put("transforms", "mask");
        assertThat(maxValueBytes()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void itIsNotBehindConvertersThatMayCompress() {
        settings.put("value.converter", "com.example.StringConverter");
        assertThat(maxValueBytes()).isEqualTo(Long.MAX_VALUE);
        settings.remove("value.converter");
        assertThat(maxValueBytes()).isEqualTo(Long.MAX_VALUE);
    }
}
