package io.npipeline.quickstart;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that one command at a time uses, empty at the start. Not thread safe. */
final class WorkFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lockFile;

    private WorkFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Claims the folder and deletes what an earlier run left in it.
     *
     * @throws UsageException when another process uses it
     */
    static WorkFolder claim(Path path) throws IOException, UsageException {
        Files.createDirectories(path);
        FileChannel lockFile = FileChannel.open(
                path.resolveSibling(path.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lockFile.tryLock();
        if (lock == null) {
            lockFile.close();
            throw new UsageException("Another " + path.getFileName() + " is running in this checkout.");
        }
        deleteContent(path);
        return new WorkFolder(path, lockFile);
    }

    Path path() {
        return path;
    }

    /** Gives the claim up. */
    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    static void deleteContent(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.filter(file -> !file.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
