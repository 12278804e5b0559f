package io.npipeline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.npipeline.node.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are given away once all of them is stored, and never before. */
class FinishedFilesTest {

    private final Path directory;
    private final Folder folder;
    private final FolderSource<String> moving;

    FinishedFilesTest(@TempDir Path directory) {
        this.directory = directory;
        folder = new Folder(directory);
        moving = folder.lines().movingTo(Path.of("done"));
    }

    @AfterEach
    void stop() throws Exception {
        folder.close();
    }

    @Test
    void aFileIsMovedOnceAllOfItIsStored() throws Exception {
        folder.write("a", "1\n2\n").write("b", "3\n");
        folder.open(moving);
        assertThat(folder.read(1)).containsExactly("1");
        Position first = folder.position();
        assertThat(folder.readAll()).containsExactly("2", "3");
        assertThat(folder.names()).containsExactly("a", "b");

        folder.commit(first);
        assertThat(folder.names()).containsExactly("a", "b");

        folder.commit(folder.position());
        assertThat(folder.names()).isEmpty();
        assertThat(folder.names("done")).containsExactly("a", "b");
    }

    @Test
    void ofSeveralFilesThoseAreMovedThatThePositionCovers() throws Exception {
        folder.write("a", "1\n").write("b", "2\n3\n").write("c", "4\n");
        folder.open(moving);
        assertThat(folder.read(1)).containsExactly("1");
        assertThat(folder.read(1)).containsExactly("2");
        Position inB = folder.position();
        assertThat(folder.readAll()).containsExactly("3", "4");

        folder.commit(inB);

        assertThat(folder.names()).containsExactly("b", "c");
        assertThat(folder.names("done")).containsExactly("a");
    }

    @Test
    void aFileThatIsAtItsEndAfterItsLastRecordWasStoredIsMovedThen() throws Exception {
        folder.write("a", Duration.ZERO, "1\n");
        folder.open(moving.quietFor(Duration.ofMinutes(5)));
        assertThat(folder.readAll()).containsExactly("1");
        folder.commit(folder.position());
        assertThat(folder.names()).containsExactly("a");

        folder.append("a", "");
        folder.write("a", Duration.ofMinutes(10), "1\n");
        assertThat(folder.readAll()).isEmpty();

        assertThat(folder.names("done")).containsExactly("a");
    }

    @Test
    void aFileWithoutRecordsIsMovedWithWhatWasReadBeforeIt() throws Exception {
        folder.write("a", "1\n").write("b", "\n");
        folder.open(moving);
        assertThat(folder.readAll()).containsExactly("1");
        assertThat(folder.names()).containsExactly("a", "b");

        folder.commit(folder.position());

        assertThat(folder.names("done")).containsExactly("a", "b");
    }

    @Test
    void whatWasNotMovedBeforeTheEndIsMovedAfterwards() throws Exception {
        folder.write("a", "1\n").write("b", "2\n").write("c", "3\n4\n");
        folder.open(moving);
        assertThat(folder.read()).containsExactly("1");
        assertThat(folder.read()).containsExactly("2");
        assertThat(folder.read(1)).containsExactly("3");
        folder.close();

        folder.open(moving);
        folder.commit(folder.position());

        assertThat(folder.names()).containsExactly("c");
        assertThat(folder.names("done")).containsExactly("a", "b");
        assertThat(folder.readAll()).containsExactly("4");
    }

    @Test
    void aReaderThatTakesOverFromAFailedOneMovesNothingThatIsNotStored() throws Exception {
        folder.write("a", "1\n").write("b", "2\n3\n");
        folder.open(moving);
        assertThat(folder.read()).containsExactly("1");
        Position stored = folder.position();
        assertThat(folder.read(1)).containsExactly("2");

        folder.open(moving);
        folder.commit(stored);
        assertThat(folder.readAll()).containsExactly("3");
        assertThat(folder.names()).containsExactly("a", "b");

        folder.commit(folder.position());
        assertThat(folder.names()).isEmpty();
    }

    @Test
    void withMovingAFileIsReadWhateverItsName() throws Exception {
        folder.write("b", "1\n");
        folder.open(moving);
        assertThat(folder.readAll()).containsExactly("1");

        folder.write("a", "late\n");

        assertThat(readUntil(1)).containsExactly("late");
        assertThat(folder.readAll()).isEmpty();
        folder.commit(folder.position());
        assertThat(folder.names("done")).containsExactly("a", "b");
    }

    @Test
    void aFileThatGrewAfterItsEndIsReadOnAndStays() throws Exception {
        folder.write("a", "1\n");
        folder.open(moving);
        assertThat(folder.readAll()).containsExactly("1");

        folder.append("a", "2\n");
        folder.commit(folder.position());
        assertThat(folder.names()).containsExactly("a");

        assertThat(readUntil(1)).containsExactly("2");
        folder.commit(folder.position());
        assertThat(folder.readAll()).isEmpty();
        assertThat(folder.names("done")).containsExactly("a");
    }

    @Test
    void anotherFileInThePlaceOfOneThatWasReadIsReadBeforeItIsMoved() throws Exception {
        folder.write("a", "1\n").write("b", "2\n3\n");
        folder.open(moving);
        assertThat(folder.read()).containsExactly("1");
        assertThat(folder.read(1)).containsExactly("2");
        folder.write("fresh", "4\n").delete("a").rename("fresh", "a");

        folder.commit(folder.position());
        assertThat(folder.names()).containsExactly("a", "b");

        assertThat(readUntil(2)).containsExactly("3", "4");
    }

    @Test
    void aFileThatIsRenamedAfterItsEndIsNotReadAgainAndMovedUnderItsNewName() throws Exception {
        folder.write("a", "1\n");
        folder.open(moving);
        assertThat(folder.readAll()).containsExactly("1");

        folder.rename("a", "b").write("c", "2\n");
        assertThat(readUntil(1)).containsExactly("2");
        assertThat(folder.readAll()).isEmpty();

        folder.commit(folder.position());
        assertThat(folder.names()).isEmpty();
        assertThat(folder.names("done")).containsExactly("b", "c");
    }

    @Test
    void whileVeryManyFilesWaitToBeGivenAwayNoOtherIsOpened() throws Exception {
        int count = 600;
        for (int i = 0; i < count; i++) {
            folder.write("x".repeat(200) + i, i + "\n");
        }
        folder.open(moving);
        int read = folder.readAll().size();
        assertThat(read).isBetween(100, count - 1);
        assertThat(folder.position().values().get("finished")).asString().hasSizeLessThan(101_000);

        folder.commit(folder.position());

        assertThat(folder.names("done")).hasSize(read);
        assertThat(readUntil(count - read)).hasSize(count - read);
    }

    @Test
    void aNameThatIsTakenGetsANumber() throws Exception {
        for (String content : List.of("1\n", "2\n", "3\n")) {
            folder.write("a", content).open(moving);
            assertThat(folder.readAll()).hasSize(1);
            folder.commit(folder.position());
        }

        assertThat(folder.names("done")).containsExactly("a", "a.1", "a.2");
        assertThat(directory.resolve("done/a.1")).hasContent("2");
    }

    @Test
    void anotherFileThatBeginsLikeTheOneBeforeIsReadFromItsBeginning() throws Exception {
        String head = "x".repeat(300) + "\n";
        folder.write("export", head + "old\n").open(moving);
        assertThat(folder.readAll()).hasSize(2);
        folder.commit(folder.position());
        assertThat(folder.names("done")).containsExactly("export");
        folder.close();

        folder.write("export", head + "new 1\nnew 2\n");

        assertThat(folder.open(moving).readAll()).hasSize(3).endsWith("new 1", "new 2");
    }

    @Test
    void filesAreDeletedOnceTheyAreStored() throws Exception {
        folder.write("a", "1\n");
        folder.open(folder.lines().deleting());
        assertThat(folder.readAll()).containsExactly("1");
        assertThat(folder.names()).containsExactly("a");

        folder.commit(folder.position());

        assertThat(folder.names()).isEmpty();
    }

    @Test
    void withoutMovingFilesStay() throws Exception {
        folder.write("a", "1\n").write("b", "2\n");
        folder.open(folder.lines());
        assertThat(folder.readAll()).containsExactly("1", "2");

        folder.commit(folder.position());

        assertThat(folder.names()).containsExactly("a", "b");
        assertThat(folder.position().values()).doesNotContainKey("finished");
    }

    @Test
    void theFolderItselfIsNoPlaceToMoveTo() {
        assertThatThrownBy(() -> folder.open(folder.lines().movingTo(Path.of("."))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it must be another folder");
    }

    private List<String> readUntil(int count) {
        List<String> bodies = new ArrayList<>();
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> bodies.addAll(folder.read()) && bodies.size() >= count);
        return bodies;
    }
}
