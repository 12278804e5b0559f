package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.node.SourcePartition;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    private static List<SourcePartition> files(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> SourcePartition.of("file", String.valueOf(number)))
                .toList();
    }

    private static List<AssignedPartitions> assigned(List<?>... tasks) {
        return Stream.of(tasks)
                .map(own -> new AssignedPartitions(
                        own.stream().map(SourcePartition.class::cast).toList()))
                .toList();
    }

    private static List<AssignedPartitions> divideAnew(List<SourcePartition> partitions, int maxTasks) {
        return AssignedPartitions.divide(List.of(), partitions, maxTasks);
    }

    @Test
    void aPartitionThatIsAddedMovesNoOther() {
        List<AssignedPartitions> before = divideAnew(files(0, 4), 2);

        List<AssignedPartitions> after = AssignedPartitions.divide(before, files(0, 6), 2);

        assertThat(after.get(0).partitions())
                .startsWith(before.get(0).partitions().toArray(SourcePartition[]::new));
        assertThat(after.get(1).partitions())
                .startsWith(before.get(1).partitions().toArray(SourcePartition[]::new));
        assertThat(after).extracting(own -> own.partitions().size()).containsExactly(3, 3);
    }

    @Test
    void aPartitionInTheMiddleOfTheListMovesNoOtherEither() {
        List<AssignedPartitions> before = divideAnew(files(1, 4), 2);

        assertThat(AssignedPartitions.divide(before, files(0, 4), 2))
                .isEqualTo(assigned(List.of(file(1), file(3)), List.of(file(2), file(0))));
    }

    private static SourcePartition file(int number) {
        return SourcePartition.of("file", String.valueOf(number));
    }

    @Test
    void aPartitionThatIsGoneLeavesItsTaskAlone() {
        List<AssignedPartitions> before = divideAnew(files(0, 5), 2);

        assertThat(AssignedPartitions.divide(before, files(1, 5), 2))
                .isEqualTo(assigned(List.of(file(2), file(4)), List.of(file(1), file(3))));
    }

    @Test
    void tasksAreLevelledWithAsFewMovesAsCanBe() {
        List<AssignedPartitions> before = divideAnew(files(0, 4), 2);

        assertThat(AssignedPartitions.divide(before, files(0, 4), 4))
                .isEqualTo(assigned(List.of(file(0)), List.of(file(1)), List.of(file(2)), List.of(file(3))));
        assertThat(AssignedPartitions.divide(before, List.of(file(0), file(2)), 2))
                .isEqualTo(assigned(List.of(file(0)), List.of(file(2))));
        assertThat(AssignedPartitions.divide(before, files(0, 4), 1))
                .isEqualTo(assigned(List.of(file(0), file(2), file(1), file(3))));
        assertThat(AssignedPartitions.divide(before, List.of(), 2)).isEmpty();
    }

    @Test
    void whateverChangesEachPartitionIsInOneTaskAndNoTaskIsWithoutOrFarAhead() {
        Random random = new Random(17);
        List<AssignedPartitions> divided = List.of();
        for (int round = 0; round < 500; round++) {
            List<SourcePartition> partitions = files(0, 20).stream()
                    .filter(partition -> random.nextInt(3) > 0)
                    .toList();

            divided = AssignedPartitions.divide(divided, partitions, 1 + random.nextInt(8));

            assertThat(divided.stream().flatMap(own -> own.partitions().stream()))
                    .containsExactlyInAnyOrderElementsOf(partitions);
            IntSummaryStatistics sizes =
                    divided.stream().mapToInt(own -> own.partitions().size()).summaryStatistics();
            assertThat(sizes.getMin()).isPositive();
            assertThat(sizes.getMax() - sizes.getMin()).isLessThan(2);
        }
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
