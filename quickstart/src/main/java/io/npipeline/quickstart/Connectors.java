package io.npipeline.quickstart;

import io.npipeline.quickstart.validation.ConnectorFile;
import io.npipeline.quickstart.validation.ConnectorFileException;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the files of connectors that a command line names. */
final class Connectors {

    private Connectors() {}

    /**
     * Reads a file that is to be posted to a worker.
     *
     * @throws UsageException when it is no connector's configuration
     */
    static ConnectorFile read(Path file) throws IOException, UsageException {
        try {
            return ConnectorFile.read(file);
        } catch (ConnectorFileException e) {
            throw new UsageException(e.sentence());
        }
    }

    /**
     * Reads a file that a standalone worker is to be started with.
     *
     * @throws UsageException when it is no connector's configuration or has no name
     */
    static ConnectorFile readAsStandalone(Path file) throws IOException, UsageException {
        try {
            return ConnectorFile.readAsStandalone(file);
        } catch (ConnectorFileException e) {
            throw new UsageException(e.sentence());
        }
    }
}
