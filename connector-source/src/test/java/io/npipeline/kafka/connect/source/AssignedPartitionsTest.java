package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.node.SourcePartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignedPartitionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a,b;c=d:e",
                "C:\\data\\\"new\"",
                "line\nbreak\ttab\u0000zero",
                "${file:/secret:key}",
                "%s {} [] null 007 true",
                "größe 尺寸 🐟",
                "</config>"
            })
    void namesAndValuesSurviveTheTaskConfiguration(String text) {
        List<SourcePartition> partitions = List.of(
                new SourcePartition(Map.of("file", text, "other", "x")), SourcePartition.of("name " + text, "value"));

        assertThat(roundTrip(partitions)).isEqualTo(partitions);
    }

    @Test
    void aTaskWithoutAssignmentHasNoPartitions() {
        assertThat(read(Map.of()).partitions()).isEmpty();
    }

    @Test
    void theOrderOfTheListIsKept() {
        List<SourcePartition> partitions = List.of(
                SourcePartition.of("file", "z"), SourcePartition.of("file", "a"), SourcePartition.of("file", "m"));

        assertThat(roundTrip(partitions)).isEqualTo(partitions);
    }

    private static List<SourcePartition> roundTrip(List<SourcePartition> partitions) {
        Map<String, String> config = new HashMap<>();
        new AssignedPartitions(partitions).put(config);
        return read(config).partitions();
    }

    private static AssignedPartitions read(Map<String, String> config) {
        ConfigDef def = new ConfigDef();
        AssignedPartitions.define(def);
        return AssignedPartitions.of(new AbstractConfig(def, config, false));
    }
}
