package io.npipeline.mutants;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Copying and deleting of whole folders. */
final class Folders {

    /** What is built, and what other tools keep beside the sources. */
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".idea", ".vscode");

    private Folders() {}

    /**
     * Copies the sources of a checkout, without what was built from them.
     *
     * @param stopped asked before each file and folder; ends the copying early
     */
    static void copySources(Path from, Path to, BooleanSupplier stopped) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (stopped.getAsBoolean()) {
                    return FileVisitResult.TERMINATE;
                }
                if (isLeftOut(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (stopped.getAsBoolean()) {
                    return FileVisitResult.TERMINATE;
                }
                if (!isLeftOut(file)) { // in a worktree .git is a file
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
                if (isLeftOut(file)) { // another build may just delete it
                    return FileVisitResult.CONTINUE;
                }
                throw error;
            }

            private boolean isLeftOut(Path path) {
                return !path.equals(from)
                        && LEFT_OUT.contains(path.getFileName().toString());
            }
        });
    }

    /** Deletes a folder, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error) throws IOException {
                if (error != null) {
                    throw error;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
