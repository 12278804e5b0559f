package io.npipeline.quickstart.validation;

/** A file is no connector's configuration. The message is one sentence that begins with the file. */
public final class ConnectorFileException extends Exception {
    private static final long serialVersionUID = 1L;

    ConnectorFileException(String sentence) {
        super(sentence);
    }
}
