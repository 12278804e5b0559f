package io.npipeline.quickstart.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownKeysTest {

    private final KnownKeys keys = new KnownKeys(Set.of(
            "name", "tasks.max", "topics", "value.converter", "value.converter.schemas.enable", "npipeline.retry.max"));

    @ParameterizedTest
    @CsvSource({
        "task.max,tasks.max",
        "value.convertor,value.converter",
        "value.converter.schema.enable,value.converter.schemas.enable",
        "npipeline.retry.maxx,npipeline.retry.max",
        "consumer.override.max.poll.record,consumer.override.max.poll.records",
        "npipeline.kafka.security.protocl,npipeline.kafka.security.protocol",
        "npipeline.source.consumer.isolationlevel,npipeline.source.consumer.isolation.level"
    })
    void aSlipIsToldWithTheNearestKey(String slip, String nearest) {
        assertThat(keys.remark(slip))
                .contains(Remark.warning(slip, "is not known; the nearest known key is " + nearest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tasks.max",
                "npipeline.pipeline.param.tasks.mx",
                "npipeline.something.else",
                "value.converter.schema.registry.url",
                "consumer.override.max.poll.records",
                "consumer.override.interceptor.of.mine",
                "topic.creation.default.partitions"
            })
    void whatIsKnownOrMayMeanSomethingIsNot(String key) {
        assertThat(keys.remark(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection.url", "parallelism"})
    void aKeyThatNobodyReadsIsToldToo(String key) {
        assertThat(keys.remark(key))
                .contains(Remark.warning(key, "neither the worker nor the connector knows this key"));
    }
}
