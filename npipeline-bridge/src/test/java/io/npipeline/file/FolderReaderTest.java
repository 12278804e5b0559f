package io.npipeline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.npipeline.node.Position;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder are read, in which order and from where. */
class FolderReaderTest {

    private final Path directory;
    private final Folder folder;

    FolderReaderTest(@TempDir Path directory) {
        this.directory = directory;
        folder = new Folder(directory);
    }

    @AfterEach
    void stop() throws Exception {
        folder.close();
    }

    @Test
    void filesAreReadByName() throws Exception {
        folder.write("2.txt", "c\n").write("1.txt", "a\nb\n").write("10.txt", "d\n");

        assertThat(folder.open(folder.lines()).readAll()).containsExactly("a", "b", "d", "c");
    }

    @Test
    void itemsAreKnownByTheSameWhenTheyAreReadAgain() throws Exception {
        folder.write("a", "1\n2\n").write("b", "3\n").open(folder.lines()).readAll();
        Position before = folder.position();

        try (Folder again = new Folder(directory)) {
            again.write("b", Duration.ofMinutes(2), "3\n").open(again.lines()).readAll();

            assertThat(again.position()).isNotEqualTo(before);
            assertThat(again.identities()).containsExactly("a@2", "a@4", "b@2").isEqualTo(folder.identities());
        }
    }

    @Test
    void filesAreReadByTime() throws Exception {
        folder.write("new", Duration.ofMinutes(1), "c\n")
                .write("old", Duration.ofMinutes(3), "a\n")
                .write("middle", Duration.ofMinutes(2), "b\n");

        assertThat(folder.open(folder.lines().inOrderOf(FileOrder.MODIFIED)).readAll())
                .containsExactly("a", "b", "c");
    }

    @Test
    void onlyFilesThatMatchAreReadAndNoHiddenOnes() throws Exception {
        folder.write("a.txt", "yes\n").write("b.tmp", "no\n").write(".c.txt", "no\n");

        assertThat(folder.open(folder.lines().matching("*.txt")).readAll()).containsExactly("yes");
    }

    @Test
    void aReadGivesNoMoreThanItIsAskedForFromOneFile() throws Exception {
        folder.write("a", "1\n2\n3\n").write("b", "4\n");
        folder.open(folder.lines());

        assertThat(folder.read(2)).containsExactly("1", "2");
        assertThat(folder.read(2)).containsExactly("3");
        assertThat(folder.read(2)).containsExactly("4");
        assertThat(folder.read(2)).isEmpty();
    }

    @Test
    void aLineIsReadOnceItsEndIsThere() throws Exception {
        folder.write("a", "one\ntw");
        folder.open(folder.lines());
        assertThat(folder.readAll()).containsExactly("one");

        folder.append("a", "o");
        assertThat(folder.read()).isEmpty();

        folder.append("a", "\n");
        assertThat(folder.read()).containsExactly("two");
    }

    @Test
    void theRestOfAFileIsALineOnceThereIsAnotherFile() throws Exception {
        folder.write("a", "one\ntwo");
        folder.open(folder.lines());
        assertThat(folder.readAll()).containsExactly("one");

        folder.write("b", "three\n");
        assertThat(readUntil(2)).containsExactly("two", "three");
    }

    @Test
    void aFileIsNotLeftWhileItMayStillGrow() throws Exception {
        folder.write("a", Duration.ZERO, "one\ntw").write("b", Duration.ZERO, "three\n");
        folder.open(folder.lines().quietFor(Duration.ofMinutes(5)));
        assertThat(folder.readAll()).containsExactly("one");

        folder.append("a", "o\n");
        assertThat(folder.readAll()).containsExactly("two");

        folder.write("a", Duration.ofMinutes(10), "one\ntwo\n");
        assertThat(readUntil(1)).containsExactly("three");
    }

    @Test
    void readingGoesOnBehindEveryItem() throws Exception {
        folder.write("a", "1\n\n2\r\n").write("b", "3\n4").write("c", "5\n");
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            folder.open(folder.lines());
            bodies.addAll(folder.read(1));
        }

        assertThat(bodies).containsExactly("1", "2", "3", "4", "5");
        assertThat(folder.open(folder.lines()).readAll()).isEmpty();
    }

    @Test
    void linesAreFoundInLargeFilesWhateverTheirLength() throws Exception {
        List<String> lines = IntStream.range(0, 2_000)
                .mapToObj(i -> i + "x".repeat(i * 7 % 997))
                .toList();
        folder.write("a", String.join("\n", lines) + "\n");

        assertThat(folder.open(folder.lines()).readAll()).isEqualTo(lines);
    }

    @Test
    void aLineLongerThanTheFirstBufferIsRead() throws Exception {
        String line = "x".repeat(300_000);
        folder.write("a", "before\n" + line + "\nafter\n");

        assertThat(folder.open(folder.lines()).readAll()).containsExactly("before", line, "after");
    }

    @Test
    void aFileThatIsRenamedStaysTheSame() throws Exception {
        FolderSource<String> byTime = folder.lines().inOrderOf(FileOrder.MODIFIED);
        folder.write("app.log", Duration.ofMinutes(3), "1\n2\n");
        folder.open(byTime);
        assertThat(folder.read(1)).containsExactly("1");

        folder.rename("app.log", "app.log.1").write("app.log", Duration.ofMinutes(1), "3\n");

        assertThat(readUntil(2)).containsExactly("2", "3");
    }

    @Test
    void aFileThatWasRenamedWhileNobodyReadIsFoundAgain() throws Exception {
        FolderSource<String> byTime = folder.lines().inOrderOf(FileOrder.MODIFIED);
        folder.write("app.log", Duration.ofMinutes(5), "1\n2\n");
        folder.open(byTime);
        assertThat(folder.read(1)).containsExactly("1");
        folder.close();

        folder.rename("app.log", "app.log.2")
                .write("app.log.1", Duration.ofMinutes(3), "3\n")
                .write("app.log", Duration.ofMinutes(1), "4\n");

        assertThat(folder.open(byTime).readAll()).containsExactly("2", "3", "4");
    }

    @Test
    void ofAFileThatIsDeletedWhileItIsReadTheRestIsRead() throws Exception {
        folder.write("a", "1\n2").write("b", "3\n");
        folder.open(folder.lines());
        assertThat(folder.read(1)).containsExactly("1");

        folder.delete("a");

        assertThat(folder.readAll()).containsExactly("2", "3");
    }

    @Test
    void aFileThatIsRenamedOutOfTheGlobIsReadOnWhileItMayStillGrow() throws Exception {
        folder.write("app.log", "1\nha");
        folder.open(folder.lines().matching("*.log").quietFor(Duration.ofSeconds(30)));
        assertThat(folder.readAll()).containsExactly("1");

        folder.rename("app.log", "app.log.1").write("next.log", "2\n");
        assertThat(folder.readAll()).isEmpty();

        folder.append("app.log.1", "lf\n");
        assertThat(folder.readAll()).containsExactly("half");
    }

    @Test
    void aFileThatIsRenamedOutOfTheGlobIsAtItsEndOnceItGrowsNoMore() throws Exception {
        folder.write("app.log", "1\nhalf");
        folder.open(folder.lines().matching("*.log").quietFor(Duration.ofMillis(50)));
        assertThat(folder.readAll()).containsExactly("1");

        folder.rename("app.log", "app.log.1").write("next.log", "2\n");

        assertThat(readUntil(2)).containsExactly("half", "2");
    }

    @Test
    void aFileThatIsGoneIsPassedOverAndWhatFollowsIsRead() throws Exception {
        folder.write("a", "1\n2\n").write("b", "3\n");
        folder.open(folder.lines());
        assertThat(folder.read(1)).containsExactly("1");
        folder.close();

        folder.delete("a");

        assertThat(folder.open(folder.lines()).readAll()).containsExactly("3");
    }

    @Test
    void aFileThatIsTruncatedWhileItIsReadIsReadFromItsBeginning() throws Exception {
        folder.write("a", "old 1\nold 2\n");
        folder.open(folder.lines());
        assertThat(folder.readAll()).containsExactly("old 1", "old 2");

        folder.write("a", "new\n");

        assertThat(folder.readAll()).containsExactly("new");
    }

    @Test
    void aFileThatWasWrittenAnewWhileNobodyReadIsReadFromItsBeginning() throws Exception {
        folder.write("a", "old 1\nold 2\n");
        folder.open(folder.lines());
        assertThat(folder.readAll()).containsExactly("old 1", "old 2");
        folder.close();

        folder.write("a", "new 1\nnew 2\nnew 3\n");

        assertThat(folder.open(folder.lines()).readAll()).containsExactly("new 1", "new 2", "new 3");
    }

    @Test
    void aFileThatWasWrittenAnewWithTheSameBeginningIsReadFromItsBeginning() throws Exception {
        String head = "x".repeat(300);
        folder.write("a", head + "\nold\n");
        folder.open(folder.lines());
        assertThat(folder.readAll()).containsExactly(head, "old");
        folder.close();

        folder.write("a", head + "\nnew 1\nnew 2\n");

        assertThat(folder.open(folder.lines()).readAll()).containsExactly(head, "new 1", "new 2");
    }

    @Test
    void anotherFileUnderTheNameOfOneThatWasRotatedAwayHidesNoneBetween() throws Exception {
        FolderSource<String> byTime = folder.lines().inOrderOf(FileOrder.MODIFIED);
        folder.write("app.log", Duration.ofMinutes(5), "1\n");
        folder.open(byTime);
        assertThat(folder.readAll()).containsExactly("1");
        folder.close();

        folder.delete("app.log")
                .write("app.log.1", Duration.ofMinutes(3), "2\n")
                .write("app.log", Duration.ofMinutes(1), "3\n");

        assertThat(folder.open(byTime).readAll()).containsExactly("2", "3");
    }

    @Test
    void withoutMovingAFileThatStandsBeforeThePresentOneIsNotRead() throws Exception {
        folder.write("b", "1\n");
        folder.open(folder.lines());
        assertThat(folder.readAll()).containsExactly("1");

        folder.write("a", "late\n").write("c", "2\n");

        assertThat(readUntil(1)).containsExactly("2");
    }

    @Test
    void aPositionOfAnotherSourceIsRefused() {
        FolderSource<String> source = folder.lines();

        assertThatThrownBy(() -> source.read(source.partitions().get(0), Optional.of(Position.of("line", 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{line=1}")
                .hasMessageContaining("file");
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        FolderSource<String> source = FolderSource.of(JsonLinesFormat.of(String.class), directory.resolve("absent"));

        assertThatThrownBy(() -> source.open(new NoContext()))
                .isInstanceOf(NotDirectoryException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void eachFolderIsAPartition() {
        FolderSource<String> source =
                FolderSource.of(JsonLinesFormat.of(String.class), directory.resolve("a"), directory.resolve("b"));

        assertThat(source.partitions().stream().map(partition -> partition.id().get("folder")))
                .containsExactly(
                        directory.resolve("a").toString(),
                        directory.resolve("b").toString());
    }

    private List<String> readUntil(int count) {
        List<String> bodies = new ArrayList<>();
        Callable<Boolean> enough = () -> bodies.addAll(folder.read()) && bodies.size() >= count;
        await().pollInSameThread().pollInterval(Duration.ofMillis(10)).until(enough);
        return bodies;
    }
}
