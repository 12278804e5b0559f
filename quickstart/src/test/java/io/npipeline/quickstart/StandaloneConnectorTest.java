package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneConnectorTest {

    private final Path folder;
    private final Path copies;

    StandaloneConnectorTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        copies = Files.createDirectory(folder.resolve("copies"));
    }

    @Test
    void whatIsAtLeastOnceAnywayIsRunAsItIs() throws Exception {
        Path json = write("a.json", "{\"name\": \"a\", \"config\": {\"topics\": \"t\"}}");
        Path properties = write("b.properties", "name=b\nnpipeline.delivery.semantic=at_least_once\n");

        assertThat(new StandaloneConnector(json).prepare(false, copies)).isEqualTo(json);
        assertThat(new StandaloneConnector(properties).prepare(true, copies)).isEqualTo(properties);
        assertThat(copies).isEmptyDirectory();
    }

    @Test
    void exactlyOnceIsRefusedUnlessLessWillDo() throws Exception {
        Path relay = write("relay.json", relay());

        assertThatThrownBy(() -> new StandaloneConnector(relay).prepare(false, copies))
                .isInstanceOf(UsageException.class)
                .hasMessage("relay.json asks for exactly_once, which takes a distributed worker: add --at-least-once to"
                        + " run it here without, or post it to one.");
    }

    @Test
    void theCopyLacksTheSettingsOfExactlyOnceAndNoOther() throws Exception {
        Path relay = write("relay.json", relay());

        Path copy = new StandaloneConnector(relay).prepare(true, copies);

        assertThat(copy).hasParent(copies).hasExtension("json").hasContent("""
                {"name":"relay","config":{"npipeline.topic":"t","tasks.max":"2"}}""");
        assertThat(relay).hasContent(relay());
    }

    @Test
    void aConfigurationWithoutABodyAndPropertiesAreUnderstoodToo() throws Exception {
        Path json = write("a.json", "{\"name\": \"a\", \"npipeline.delivery.semantic\": \"Exactly_Once\"}");
        Path properties = write("b.properties", """
                name=b
                npipeline.delivery.semantic = exactly_once
                exactly.once.support=required
                transaction.boundary=connector
                """);

        assertThat(new StandaloneConnector(json).prepare(true, copies)).hasContent("{\"name\":\"a\"}");
        assertThat(Files.readAllLines(new StandaloneConnector(properties).prepare(true, copies)))
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly("name=b");
    }

    @Test
    void whatIsNoConnectorIsRefusedWithItsPlace() throws Exception {
        Path broken = write("a.json", "{\"name\": ");

        assertThatThrownBy(() -> new StandaloneConnector(broken).prepare(true, copies))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(broken + " is not JSON: line 1, column ");
    }

    @Test
    void theAnswerOfAWorkerIsRunAsItIs() throws Exception {
        Path answer = write("a.json", """
                {"name": "a", "config": {"topics": "t", "name": "a"}, "tasks": [], "type": "sink"}""");

        assertThat(new StandaloneConnector(answer).prepare(false, copies)).isEqualTo(answer);
    }

    @Test
    void aFileWithoutANameIsRefusedBeforeTheWorkerEnds() throws Exception {
        for (Path file : List.of(
                write("flat.json", "{\"topics\": \"t\"}"),
                write("posted.json", "{\"config\": {\"topics\": \"t\"}}"),
                write("a.properties", "topics=t"))) {
            assertThatThrownBy(() -> new StandaloneConnector(file).prepare(false, copies))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(
                            file + ": name: the file has none, as PUT /connectors/NAME/config takes it; a POST and a"
                                    + " standalone worker need one.");
        }
    }

    private static String relay() {
        return """
                {"name": "relay", "config": {
                  "npipeline.topic": "t",
                  "npipeline.delivery.semantic": "exactly_once",
                  "exactly.once.support": "required",
                  "transaction.boundary": "connector",
                  "tasks.max": "2"
                }}
                """;
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
