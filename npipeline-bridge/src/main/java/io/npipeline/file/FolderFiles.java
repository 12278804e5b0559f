package io.npipeline.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a folder, in their order. To list a large folder takes time, so a listing is used for a while.
 *
 * <p>Used by one thread.
 */
final class FolderFiles {

    private static final Logger log = LoggerFactory.getLogger(FolderFiles.class);

    private static final Duration SHORTEST_USE = Duration.ofMillis(500);

    /** Listing is to take no more than this part of the time. */
    private static final int SHARE = 20;

    private final Path folder;
    private final FolderOptions options;
    private Deque<FolderFile> waiting = new ArrayDeque<>();
    private Set<String> known = Set.of();
    private boolean listedBefore;
    private long listAgainAt = System.nanoTime();

    FolderFiles(Path folder, FolderOptions options) {
        this.folder = folder;
        this.options = options;
    }

    /** The first file to be read next; {@code null} for none now. It stays the first until it is read. */
    @Nullable
    FolderFile first(Predicate<FolderFile> isToBeRead) throws IOException {
        if (System.nanoTime() - listAgainAt >= 0) {
            long begin = System.nanoTime();
            List<FolderFile> files = list();
            long end = System.nanoTime();
            listAgainAt = end + Math.max(SHORTEST_USE.toNanos(), SHARE * (end - begin));
            warnOfLate(files, isToBeRead);
            waiting = new ArrayDeque<>(files);
        }
        while (!waiting.isEmpty() && !isToBeRead.test(waiting.element())) {
            waiting.remove();
        }
        return waiting.peek();
    }

    /**
     * Warns of files that appeared and will not be read, because in the order they stand before one that was. Those that were
     * there from the beginning were read by an earlier reader, for all that can be told.
     */
    private void warnOfLate(List<FolderFile> files, Predicate<FolderFile> isToBeRead) {
        if (listedBefore) {
            for (FolderFile file : files) {
                if (!known.contains(identity(file)) && !isToBeRead.test(file)) {
                    log.warn(
                            "{} came too late to be read: files that come behind it were read before",
                            path(file.name()));
                }
            }
        }
        known = files.stream().map(FolderFiles::identity).collect(Collectors.toSet());
        listedBefore = true;
    }

    private static String identity(FolderFile file) {
        return file.key().isEmpty() ? file.name() : file.key();
    }

    /** The listing is out of date. */
    void listAgain() {
        listAgainAt = System.nanoTime();
    }

    /** All files as they are now. */
    private List<FolderFile> list() throws IOException {
        List<FolderFile> files = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, options.glob())) {
            for (Path path : paths) {
                String name = path.getFileName().toString();
                FolderFile file = !name.startsWith(".") && Files.isRegularFile(path) ? named(name) : null;
                if (file != null) {
                    files.add(file);
                }
            }
        }
        files.sort(options.order().comparator());
        return files;
    }

    /** The present state of a file that may have another name now; {@code null} when it is in the folder no more. */
    @Nullable
    FolderFile find(FolderFile known) throws IOException {
        FolderFile sameName = named(known.name());
        if (sameName != null && sameName.isSameFileAs(known.name(), known.key())) {
            return sameName;
        }
        return list().stream()
                .filter(file -> file.isSameFileAs(known.name(), known.key()))
                .findFirst()
                .orElse(null);
    }

    /** The file that has a name now; {@code null} when none has. */
    @Nullable
    FolderFile named(String name) throws IOException {
        try {
            return FolderFile.of(folder.resolve(name));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }
}
