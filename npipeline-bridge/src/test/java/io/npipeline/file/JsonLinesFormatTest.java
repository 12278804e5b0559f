package io.npipeline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.binding.BindingException;
import io.npipeline.message.UnboundBody;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How lines of JSON are bound. */
class JsonLinesFormatTest {

    record Thing(String name, int count) {}

    private final Path folder;

    JsonLinesFormatTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void linesAreBoundToARecord() throws Exception {
        assertThat(items(
                                Thing.class,
                                "\uFEFF{\"name\":\"bolt\",\"count\":1}\r\n  \n{\"count\":2,\"name\":\"n\u00fct\"}\n")
                        .stream()
                        .map(SourceItem::body))
                .containsExactly(new Thing("bolt", 1), new Thing("n\u00fct", 2));
    }

    @Test
    void linesAreBoundToMaps() throws Exception {
        Object body = items(Map.class, "{\"a\":{\"b\":[1,true]}}\n").get(0).body();

        assertThat(body).isEqualTo(Map.of("a", Map.of("b", List.of(1L, true))));
    }

    @Test
    void aLineThatDoesNotFitFailsWhenItIsLookedAtAndKeepsItsText() throws Exception {
        List<SourceItem<Thing>> items = items(Thing.class, "{\"name\":\"bolt\"\n{\"name\":\"nut\",\"count\":2}\n");

        assertThat(items.get(0).bodyOrUnbound())
                .isInstanceOfSatisfying(
                        UnboundBody.class, body -> assertThat(body.raw()).isEqualTo("{\"name\":\"bolt\""));
        assertThatThrownBy(() -> items.get(0).body()).isInstanceOf(BindingException.class);
        assertThat(items.get(1).body()).isEqualTo(new Thing("nut", 2));
    }

    @Test
    void aTypeThatCannotBeBoundIsRefusedAtOnce() {
        assertThatThrownBy(() -> JsonLinesFormat.of(Thread.class)).isInstanceOf(BindingException.class);
    }

    private <T> List<SourceItem<T>> items(Class<T> type, String text) throws Exception {
        Files.writeString(folder.resolve("things.jsonl"), text);
        FolderSource<T> source =
                FolderSource.of(JsonLinesFormat.of(type), folder).quietFor(Duration.ZERO);
        try (SourceReader<T> reader = source.read(source.partitions().get(0), Optional.empty())) {
            return reader.read(100, Duration.ZERO);
        }
    }
}
