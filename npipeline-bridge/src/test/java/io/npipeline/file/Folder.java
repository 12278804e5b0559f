package io.npipeline.file;

import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourcePartition;
import io.npipeline.node.SourceReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real folder, whose files a test writes, and one reader of it at a time. Not thread safe. */
final class Folder implements AutoCloseable {

    private final Path path;
    private @Nullable SourceReader<String> reader;
    private final List<@Nullable String> identities = new ArrayList<>();
    private Optional<Position> last = Optional.empty();

    Folder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** A source of the lines of this folder, whose files are complete when they appear. */
    FolderSource<String> lines() {
        return FolderSource.of(JsonLinesFormat.of(String.class), path).quietFor(Duration.ZERO);
    }

    /** Writes a file that was changed last so long ago. */
    Folder write(String name, Duration age, String text) {
        return changing(name, age, () -> Files.writeString(path.resolve(name), text, StandardCharsets.UTF_8));
    }

    Folder write(String name, String text) {
        return write(name, Duration.ofMinutes(1), text);
    }

    Folder append(String name, String text) {
        return changing(
                name,
                Duration.ofMinutes(1),
                () -> Files.writeString(path.resolve(name), text, StandardOpenOption.APPEND));
    }

    Folder rename(String from, String to) {
        return doing(() -> Files.move(path.resolve(from), path.resolve(to)));
    }

    Folder delete(String name) {
        return doing(() -> Files.delete(path.resolve(name)));
    }

    private Folder changing(String name, Duration age, IoAction action) {
        return doing(action)
                .doing(() -> Files.setLastModifiedTime(
                        path.resolve(name), FileTime.from(Instant.now().minus(age))));
    }

    private interface IoAction {
        void run() throws IOException;
    }

    private Folder doing(IoAction action) {
        try {
            action.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a reader where the one before it ended. */
    Folder open(FolderSource<String> source) throws Exception {
        close();
        source.open(new NoContext());
        List<SourcePartition> partitions = source.partitions();
        reader = source.read(partitions.get(0), last);
        return this;
    }

    /** The next bodies, as one read gives them. */
    List<String> read() throws Exception {
        return read(500);
    }

    List<String> read(int max) throws Exception {
        List<SourceItem<String>> items = Objects.requireNonNull(reader).read(max, Duration.ZERO);
        items.forEach(item -> identities.add(item.identity()));
        if (!items.isEmpty()) {
            last = Optional.of(items.get(items.size() - 1).position());
        }
        return items.stream().map(SourceItem::body).toList();
    }

    /** Bodies until a read gives none. A listing is used for half a second, so new files may take as long. */
    List<String> readAll() throws Exception {
        List<String> all = new ArrayList<>();
        List<String> some = read();
        while (!some.isEmpty()) {
            all.addAll(some);
            some = read();
        }
        return all;
    }

    /** By what the items are known that were read. */
    List<@Nullable String> identities() {
        return identities;
    }

    /** The position behind the last body. */
    Position position() {
        return last.orElseThrow();
    }

    /** All up to the position is stored. */
    void commit(Position position) throws Exception {
        Objects.requireNonNull(reader).committed(position);
    }

    /** The names of the files in the folder or in one within it. */
    List<String> names(String... within) {
        Path folder = within.length == 0 ? path : path.resolve(within[0]);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        if (reader != null) {
            reader.close();
        }
    }
}
