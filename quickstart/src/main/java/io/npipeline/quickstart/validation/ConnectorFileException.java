package io.npipeline.quickstart.validation;

/** A file is no connector's configuration. */
public final class ConnectorFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    ConnectorFileException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** What is wrong, in one sentence that begins with the file. */
    public String sentence() {
        return sentence;
    }
}
