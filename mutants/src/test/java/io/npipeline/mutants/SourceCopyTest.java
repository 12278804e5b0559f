package io.npipeline.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.mutants.SourceCopy.NotApplicableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceCopyTest {

    private static final String PATCH = """
            A text above the diff.

            diff --git a/module/A.java b/module/A.java
            --- a/module/A.java
            +++ b/module/A.java
            @@ -1,2 +1,2 @@
             class A {
            -}
            +int mutant;}
            """;

    private final Path root;

    SourceCopyTest(@TempDir Path root) throws IOException {
        this.root = root;
        write("module/A.java", "class A {\n}\n");
    }

    @Test
    void copyHasTheSourcesAndNothingThatWasBuilt() throws Exception {
        write("module/target/A.class", "");
        write(".git", "gitdir: elsewhere");
        write(".mvn/jvm.config", "");

        try (SourceCopy copy = copy()) {
            assertThat(copy.folder().resolve("module/A.java")).exists();
            assertThat(copy.folder().resolve(".mvn/jvm.config")).exists();
            assertThat(copy.folder().resolve("module/target")).doesNotExist();
            assertThat(copy.folder().resolve(".git")).doesNotExist();
        }
    }

    @Test
    void patchIsInTheCopyUntilItIsClosed() throws Exception {
        Path patch = write("a.patch", PATCH);

        try (SourceCopy copy = copy()) {
            Path copied = copy.folder().resolve("module/A.java");
            try (SourceCopy.Applied applied = copy.apply(patch)) {
                assertThat(copied).hasContent("class A {\nint mutant;}\n");
            }
            assertThat(copied).hasContent("class A {\n}\n");
        }
        assertThat(root.resolve("module/A.java")).hasContent("class A {\n}\n");
    }

    @Test
    void copyIsGoneOnceItIsClosed() throws Exception {
        SourceCopy copy = copy();

        copy.close();

        assertThat(copy.folder()).doesNotExist();
    }

    @Test
    void copyIsGoneWhenCopyingFails() throws IOException {
        SourceCopy copy = SourceCopy.empty();

        assertThatThrownBy(() -> copy.copyFrom(root.resolve("nowhere"))).isInstanceOf(NoSuchFileException.class);

        assertThat(copy.folder()).doesNotExist();
    }

    @Test
    void copyingEndsWhenItIsStopped() throws IOException {
        Path to = root.resolve("to");
        AtomicInteger asked = new AtomicInteger();

        Folders.copySources(root.resolve("module"), to, () -> asked.incrementAndGet() > 1);

        assertThat(to).isEmptyDirectory();
    }

    @Test
    void whatIsNotCopiedMayVanishMeanwhile() throws IOException {
        List<Path> leftOut = Stream.of("target", ".idea", ".vscode")
                .map(name -> root.resolve("module").resolve(name))
                .toList();
        for (Path folder : leftOut) {
            Files.createDirectory(folder);
        }
        Path to = root.resolve("to");
        AtomicInteger asked = new AtomicInteger();

        Folders.copySources(root.resolve("module"), to, () -> {
            if (asked.incrementAndGet() == 2) { // the folder is being read
                leftOut.forEach(folder -> folder.toFile().delete());
            }
            return false;
        });

        assertThat(leftOut).noneMatch(Files::exists);
        assertThat(to).isDirectoryContaining("glob:**A.java").isDirectoryNotContaining("glob:**target");
    }

    @Test
    void nothingIsWrittenOnceItIsClosed() throws Exception {
        Path patch = write("a.patch", PATCH);
        SourceCopy copy = copy();
        SourceCopy.Applied applied = copy.apply(patch);

        copy.close();

        assertThatThrownBy(() -> copy.copyFrom(root)).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> copy.apply(patch)).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(applied::close).isInstanceOf(InterruptedException.class);
        assertThat(copy.folder()).doesNotExist();
    }

    @Test
    void repositoryAroundTheCopyDoesNotMatter() throws Exception {
        Path patch = write("a.patch", PATCH);
        new ProcessBuilder("git", "init", "-q", root.toString()).start().waitFor();
        write("copy/module/A.java", "class A {\n}\n");

        new SourceCopy(root.resolve("copy")).apply(patch);

        assertThat(root.resolve("copy/module/A.java")).hasContent("class A {\nint mutant;}\n");
    }

    @Test
    void patchThatDoesNotFitIsRefusedInGitsWords() throws Exception {
        Path patch = write("a.patch", PATCH.replace("class A", "class B"));

        try (SourceCopy copy = copy()) {
            assertThatThrownBy(() -> copy.apply(patch))
                    .isInstanceOf(NotApplicableException.class)
                    .hasMessageContaining("module/A.java");
        }
    }

    @Test
    void textThatIsNoPatchIsRefused() throws Exception {
        Path patch = write("a.patch", "nothing\n");

        try (SourceCopy copy = copy()) {
            assertThatThrownBy(() -> copy.apply(patch)).isInstanceOf(NotApplicableException.class);
        }
    }

    @Test
    void changedFilesAreThoseOfThePatch() throws Exception {
        assertThat(SourceCopy.changedFiles(write("a.patch", PATCH))).containsExactly("module/A.java");
    }

    @Test
    void movedFileIsChangedInBothPlaces() throws Exception {
        Path patch = write("a.patch", """
                diff --git a/tests/A.java b/module/A.java
                similarity index 100%
                rename from tests/A.java
                rename to module/A.java
                """);

        assertThat(SourceCopy.changedFiles(patch)).containsExactly("module/A.java", "tests/A.java");
    }

    private SourceCopy copy() throws IOException, InterruptedException {
        SourceCopy copy = SourceCopy.empty();
        copy.copyFrom(root);
        return copy;
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
