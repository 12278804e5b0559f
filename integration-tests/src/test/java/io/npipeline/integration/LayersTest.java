package io.npipeline.integration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Dependencies between our packages point one way, and main code uses nothing of the worker's internals. */
class LayersTest {

    private static final String ROOT = "io.npipeline.";

    /** Each package with those it may use. A package that is not named here fails the test. */
    private static final Map<String, Set<String>> LAYERS = new TreeMap<>(Map.ofEntries(
            Map.entry("message", Set.of()),
            Map.entry("failure", Set.of()),
            Map.entry("binding", Set.of("message")),
            Map.entry("deadletter", Set.of("message", "binding")),
            Map.entry("partitioning", Set.of()),
            Map.entry("metrics", Set.of()),
            Map.entry("node", Set.of("message", "binding", "partitioning", "metrics")),
            Map.entry("file", Set.of("message", "binding", "node")),
            Map.entry("jdbc", Set.of("message", "binding", "node")),
            Map.entry("pipeline", Set.of("message", "failure", "node")),
            Map.entry(
                    "engine",
                    Set.of(
                            "message",
                            "failure",
                            "binding",
                            "deadletter",
                            "partitioning",
                            "metrics",
                            "node",
                            "pipeline")),
            Map.entry("records", Set.of("message", "binding", "metrics", "node", "engine")),
            Map.entry(
                    "configuration",
                    Set.of("message", "failure", "binding", "deadletter", "metrics", "node", "pipeline", "engine")),
            Map.entry("deployment", Set.of("message", "pipeline", "configuration"))));

    private static final Set<String> CONNECTORS = Set.of("kafka.connect.sink", "kafka.connect.source");

    /** What a connector needs of the engine; all else there is package-private. */
    private static final Set<String> ENGINE_API = Set.of(
            "PipelineEngine",
            "EngineReadings",
            "NodeReadings",
            "EngineMetrics",
            "PartitionReading",
            "EndOfTask",
            "RecordReader",
            "Ownership",
            "Delivery",
            "OutputRecord",
            "DaemonThreads",
            "OffsetMap",
            "OffsetMapReading",
            "OffsetMapReading$Usable",
            "OffsetMapReading$Unusable",
            "EngineSettings",
            "EngineSettings$Processing",
            "EngineSettings$Failures",
            "EngineSettings$Acknowledgment",
            "EngineSettings$OutputSettings",
            "HeaderForm",
            "AcknowledgmentStrategy",
            "LoggedIds",
            "PartitionCounts",
            "Ordering",
            "ThreadKind",
            "DeadLetterRoute",
            "DeadLetterRoute$None",
            "DeadLetterRoute$ToSink",
            "DeadLetterRoute$ToReporter",
            "DeadLetterRoute$AsOutput",
            "DeadLetterRoute$KeyForm");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(LAYERS.keySet().stream().map(layer -> ROOT + layer).toArray(String[]::new));

    private static final JavaClasses CONNECTOR_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT + "kafka.connect");

    @Test
    void packagesOfTheBridgeAreTheKnownOnes() {
        Set<String> packages = CLASSES.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()))
                .collect(Collectors.toSet());

        assertThat(packages).isEqualTo(LAYERS.keySet());
        assertThat(CONNECTOR_CLASSES.stream().map(type -> type.getPackageName().substring(ROOT.length())))
                .isNotEmpty()
                .allMatch(CONNECTORS::contains);
    }

    @Test
    void dependenciesPointOneWay() {
        LAYERS.forEach((layer, allowed) -> {
            String[] forbidden = LAYERS.keySet().stream()
                    .filter(other -> !other.equals(layer) && !allowed.contains(other))
                    .map(other -> ROOT + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + layer)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .check(CLASSES);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + layer)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "kafka..")
                    .check(CLASSES);
        });
    }

    /** Programs that post connectors need no Kafka for it: of other packages only names of keys are used. */
    @Test
    void whatPostsConnectorsNeedsNothingOfKafkas() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "deployment")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        ROOT + "deployment",
                        ROOT + "message",
                        ROOT + "pipeline",
                        "java..",
                        "com.fasterxml.jackson..",
                        "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void theNodesForDatabasesKnowNoDriver() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "jdbc")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        ROOT + "jdbc",
                        ROOT + "binding",
                        ROOT + "message",
                        ROOT + "node",
                        "java..",
                        "javax.sql",
                        "org.slf4j",
                        "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void connectorsDoNotKnowEachOther() {
        for (String connector : CONNECTORS) {
            String other = CONNECTORS.stream()
                    .filter(name -> !name.equals(connector))
                    .findFirst()
                    .orElseThrow();
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + connector)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + other)
                    .check(CONNECTOR_CLASSES);
        }
    }

    @Test
    void theEngineShowsWhatConnectorsNeedAndNoMore() {
        List<String> shown = CLASSES.stream()
                .filter(type -> type.getPackageName().equals(ROOT + "engine"))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.getSimpleName().isEmpty())
                .map(type -> type.getName().substring((ROOT + "engine.").length()))
                .toList();

        assertThat(shown).containsExactlyInAnyOrderElementsOf(ENGINE_API);
    }

    /** Classes have the names that a configuration gives: no record's content and no other file chooses one. */
    @Test
    void classesAreLoadedInTheseThreePlacesOnly() {
        Map<String, String> loaders = Map.of(
                "configuration.UserClass", "forName",
                "engine.WorkerThreads", "forName", // a class of the JDK's
                "kafka.connect.source.ConverterPlugin", "loadClass");
        for (JavaClasses classes : List.of(CLASSES, CONNECTOR_CLASSES)) {
            Set<String> loading = classes.stream()
                    .flatMap(type -> type.getMethodCallsFromSelf().stream())
                    .filter(call -> call.getTargetOwner().isEquivalentTo(Class.class)
                            || call.getTargetOwner().isAssignableTo(ClassLoader.class))
                    .filter(call -> loaders.containsValue(call.getName()))
                    .map(call -> call.getOriginOwner().getName().substring(ROOT.length()))
                    .collect(Collectors.toSet());
            assertThat(loading).isNotEmpty().isSubsetOf(loaders.keySet());
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("com.fasterxml.jackson.databind.jsontype..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("com.fasterxml.jackson.annotation.JsonTypeInfo")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.io.ObjectInputStream")
                    .check(classes);
        }
    }

    @Test
    void nothingOfTheWorkersInternalsOrOfKafkasIsUsed() {
        for (JavaClasses classes : List.of(CLASSES, CONNECTOR_CLASSES)) {
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.kafka.connect.runtime..",
                            "org.apache.kafka.common.utils..",
                            "org.apache.kafka.clients..internals..",
                            "java.util.logging..")
                    .check(classes);
        }
    }
}
