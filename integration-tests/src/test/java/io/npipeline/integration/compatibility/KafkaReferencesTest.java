package io.npipeline.integration.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Our classes are compiled with the newest Kafka and run with the worker's own: all they refer to is in the oldest worker
 * too, or is used only where it is there.
 */
class KafkaReferencesTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(KafkaReferencesTest::isOfThePlugin)
            .importPackages("io.npipeline");

    private static final Set<KafkaReference> REFERENCES = KafkaReference.of(OURS);

    /** Classes of ours that know that older workers lack what is named here, and do without it there. */
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "io.npipeline.kafka.connect.source.TransactionVersion", Set.of("org.apache.kafka.common.GroupState"),
            "io.npipeline.metrics.WorkerMetrics",
                    Set.of(
                            "org.apache.kafka.connect.sink.SinkTaskContext",
                            "org.apache.kafka.connect.source.SourceTaskContext"),
            "io.npipeline.metrics.WorkerMetrics$Guarded", Set.of("org.apache.kafka.common.metrics.PluginMetrics"),
            "io.npipeline.metrics.PluginMetricsPublication", Set.of("org.apache.kafka.common.metrics.PluginMetrics"));

    /** Calls something that came with Kafka 4.1. */
    static final class NewerCall {

        static @Nullable Object metrics(SinkTaskContext context) {
            return context.pluginMetrics();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsReferredToIsThere(WorkerVersion version) throws Exception {
        assertThat(REFERENCES).hasSizeGreaterThan(300);
        assertThat(missing(version, REFERENCES)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheWorkerCallsIsImplemented(WorkerVersion version) throws Exception {
        List<String> unimplemented = new ArrayList<>();
        try (WorkerLibraries libraries = WorkerLibraries.of(version.libraries())) {
            for (JavaClass type : OURS) {
                unimplemented.addAll(libraries.unimplemented(type.getName()));
            }
        }
        assertThat(unimplemented).isEmpty();
    }

    @Test
    void nobodyKnowsOfMoreThanIsMissing() throws Exception {
        Set<String> used = new TreeSet<>();
        for (WorkerVersion version : WorkerVersion.values()) {
            try (WorkerLibraries libraries = WorkerLibraries.of(version.libraries())) {
                REFERENCES.stream()
                        .filter(reference -> isKnown(reference) && !libraries.have(reference))
                        .forEach(reference -> used.add(reference.from() + " " + reference.owner()));
            }
        }
        assertThat(used)
                .isEqualTo(KNOWN.entrySet().stream()
                        .flatMap(entry -> entry.getValue().stream().map(owner -> entry.getKey() + " " + owner))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The control: these tests find what is not there. */
    @ParameterizedTest
    @EnumSource
    void aCallThatOlderWorkersDoNotHaveIsFound(WorkerVersion version) throws Exception {
        Set<KafkaReference> newer = KafkaReference.of(new ClassFileImporter().importClasses(NewerCall.class));

        Set<String> missing = missing(version, newer);

        if (version == WorkerVersion.KAFKA_4_3) {
            assertThat(missing).isEmpty();
        } else {
            assertThat(missing)
                    .contains(NewerCall.class.getName() + " -> " + SinkTaskContext.class.getName()
                            + ".pluginMetrics(): org.apache.kafka.common.metrics.PluginMetrics");
        }
    }

    private static Set<String> missing(WorkerVersion version, Set<KafkaReference> references) throws Exception {
        try (WorkerLibraries libraries = WorkerLibraries.of(version.libraries())) {
            return references.stream()
                    .filter(reference -> !libraries.have(reference) && !isKnown(reference))
                    .map(KafkaReference::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean isOfThePlugin(Location location) {
        return Stream.of("npipeline-bridge", "connector-sink", "connector-source")
                .anyMatch(location::contains);
    }

    private static boolean isKnown(KafkaReference reference) {
        return KNOWN.getOrDefault(reference.from(), Set.of()).contains(reference.owner());
    }
}
