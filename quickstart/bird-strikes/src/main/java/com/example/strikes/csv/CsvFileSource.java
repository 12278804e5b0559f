package com.example.strikes.csv;

import io.npipeline.node.NodeContext;
import io.npipeline.node.Position;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.node.SourceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads a CSV file with a header, once from beginning to end. The file is one source partition, and a position in it the
 * line that was read last.
 */
public final class CsvFileSource implements SourceNode<CsvLine> {

    private final Path file;
    private final List<String> columns;

    /**
     * @param file the file
     * @param columns the header it must have
     */
    public CsvFileSource(Path file, List<String> columns) {
        this.file = file;
        this.columns = List.copyOf(columns);
    }

    /** Fails when the file is missing or is another file than expected, before anything is read. */
    @Override
    public void open(NodeContext context) throws IOException {
        new CsvFileReader(file, columns, 0).close();
    }

    @Override
    public List<SourcePartition> partitions() {
        return List.of(SourcePartition.of("file", file.getFileName().toString()));
    }

    @Override
    public SourceReader<CsvLine> read(SourcePartition partition, Optional<Position> from) throws IOException {
        long lastLine =
                from.map(position -> position.number(CsvFileReader.LINE)).orElse(0L);
        return new CsvFileReader(file, columns, lastLine);
    }
}
