package io.npipeline.mutants;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A copy of the sources in a temporary folder, into which one patch at a time is put.
 *
 * <p>One thread only, but for {@link #close}.
 */
final class SourceCopy implements AutoCloseable {

    /** A patch does not fit the sources; the message is what git says. */
    static final class NotApplicableException extends Exception {
        private static final long serialVersionUID = 1L;

        NotApplicableException(String sentence) {
            super(sentence);
        }
    }

    /** A patch that is in the copy until this is closed. */
    interface Applied extends AutoCloseable {
        @Override
        void close() throws IOException, InterruptedException;
    }

    private record Answer(int exitCode, String text) {}

    private final Path folder;
    private volatile boolean closed;

    /**
     * @param folder absolute, of sources that may be changed
     */
    SourceCopy(Path folder) {
        this.folder = folder;
    }

    /** A temporary folder with nothing in it yet. */
    static SourceCopy empty() throws IOException {
        return new SourceCopy(Files.createTempDirectory("npipeline-mutants-").toRealPath());
    }

    /** Copies the sources of a checkout; when that fails, the folder is deleted. */
    void copyFrom(Path root) throws IOException, InterruptedException {
        try {
            // Under the lock, as all that writes into the folder, so that close does not delete what is still written.
            synchronized (this) {
                Folders.copySources(root, folder, () -> closed);
                requireOpen();
            }
        } catch (IOException | RuntimeException e) {
            closeQuietly(e);
            throw e;
        }
    }

    private void closeQuietly(Exception cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Whether there is a git to apply patches with. */
    static boolean isGitThere() throws InterruptedException {
        try {
            return git(Path.of("."), "--version").exitCode() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Puts a patch in. */
    synchronized Applied apply(Path patch) throws IOException, InterruptedException, NotApplicableException {
        requireOpen();
        Answer answer = git(folder, "apply", "--whitespace=nowarn", patch.toString());
        if (answer.exitCode() != 0) {
            throw new NotApplicableException(answer.text().lines().findFirst().orElse("git does not say why"));
        }
        return () -> revert(patch);
    }

    private synchronized void revert(Path patch) throws IOException, InterruptedException {
        requireOpen();
        Answer answer = git(folder, "apply", "--reverse", "--whitespace=nowarn", patch.toString());
        if (answer.exitCode() != 0) {
            throw new IOException("The patch " + patch + " could not be taken out again: " + answer.text());
        }
    }

    /** The files that a patch changes, relative to the root of the sources; none when it is no patch. */
    static List<String> changedFiles(Path patch) throws IOException, InterruptedException {
        Set<String> files = new LinkedHashSet<>(filesAfter(patch));
        files.addAll(filesAfter(patch, "--reverse")); // of a file that is moved, the place before
        return List.copyOf(files);
    }

    private static List<String> filesAfter(Path patch, String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("apply", "--numstat"));
        words.addAll(List.of(options));
        words.add(patch.toString());
        // Added and deleted lines, and the path, which is the last of three columns.
        return git(patch.resolveSibling(""), words.toArray(String[]::new))
                .text()
                .lines()
                .filter(line -> line.contains("\t"))
                .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                .toList();
    }

    private static Answer git(Path folder, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // Within a repository git would take paths for that one's and silently leave out all others.
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment()
                .put(
                        "GIT_CEILING_DIRECTORIES",
                        String.valueOf(folder.toAbsolutePath().getParent()));
        Process git = builder.start();
        String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Answer(git.waitFor(), text);
    }

    private void requireOpen() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("stopped");
        }
    }

    /** Any thread. Deletes the folder; copying that is under way ends. */
    @Override
    public void close() throws IOException {
        closed = true;
        synchronized (this) {
            Folders.delete(folder);
        }
    }
}
