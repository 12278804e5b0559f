package io.npipeline.quickstart.validation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorFileTest {

    private final Path folder;

    ConnectorFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theBodyOfAPostAFlatObjectAndPropertiesAreTheSame() throws Exception {
        Path posted = write("a.json", "{\"name\": \"a\", \"config\": {\"tasks.max\": 2, \"topics\": \"t\"}}");
        Path flat = write("b.json", "{\"name\": \"a\", \"tasks.max\": \"2\", \"topics\": \"t\"}");
        Path properties = write("c.properties", "name=a\ntasks.max = 2\ntopics: t\n");

        assertThat(ConnectorFile.read(posted).config())
                .containsOnlyKeys("name", "tasks.max", "topics")
                .containsEntry("tasks.max", "2")
                .isEqualTo(ConnectorFile.read(flat).config())
                .isEqualTo(ConnectorFile.read(properties).config());
    }

    @Test
    void propertiesAreReadInTheEncodingInWhichWorkersReadThem() throws Exception {
        Path properties = Files.writeString(folder.resolve("a.properties"), "name=caf\u00e9", ISO_8859_1);

        assertThat(ConnectorFile.read(properties).config()).containsEntry("name", "caf\u00e9");
    }

    @Test
    void aFlatObjectWithoutANameHasThatOfItsFile() throws Exception {
        ConnectorFile file = ConnectorFile.read(write("orders.eu.json", "{\"tasks.max\": \"2\"}"));

        assertThat(file.config()).containsEntry("name", "orders.eu");
        assertThat(file.isNamed()).isFalse();
        assertThat(ConnectorFile.read(write("a.properties", "tasks.max=2")).config())
                .doesNotContainKey("name");
        assertThat(ConnectorFile.read(write("b.json", "{\"config\": {}}")).config())
                .containsEntry("name", "");
    }

    @Test
    void aSettingOfNullIsKeptBecauseWorkersRefuseIt() throws Exception {
        assertThat(ConnectorFile.read(write("a.json", "{\"name\": \"a\", \"topics\": null}"))
                        .config())
                .containsEntry("topics", null);
    }

    @Test
    void whatIsNoConnectorIsOneSentenceWithThePlace() throws IOException {
        refused("a.json", "{\"name\": \"a\",\n \"topics\" \"t\"}", " is not JSON: line 2, column ");
        refused("b.json", "[]", "b.json is not a JSON object.");
        refused("c.json", "{\"topics\": {\"a\": 1}}", " is not a connector's configuration: topics: ");
        refused(
                "d.json",
                "{\"name\": \"a\", \"conf\": 1, \"config\": {}}",
                " is not a connector's configuration: conf: ");
        refused(
                "e.json",
                "{\"name\": \"a\", \"config\": {\"name\": \"b\"}}",
                " has two names, \"a\" and in its config \"b\".");
        refused("f.properties", "a=\\u00", "f.properties is not a file of properties: ");
    }

    private void refused(String name, String content, String sentence) throws IOException {
        Path file = write(name, content);
        assertThatThrownBy(() -> ConnectorFile.read(file))
                .isInstanceOf(ConnectorFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(sentence);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
