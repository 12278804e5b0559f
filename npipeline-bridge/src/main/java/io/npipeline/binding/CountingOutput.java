package io.npipeline.binding;

import java.io.IOException;
import java.io.OutputStream;

/** Counts what is written, up to a limit at which it fails. Used by one thread. */
final class CountingOutput extends OutputStream {

    private final long max;
    private long bytes;

    CountingOutput(long max) {
        this.max = max;
    }

    long bytes() {
        return bytes;
    }

    boolean isOver() {
        return bytes > max;
    }

    @Override
    public void write(int b) throws IOException {
        count(1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        count(length);
    }

    private void count(int more) throws IOException {
        bytes += more;
        if (isOver()) {
            throw new IOException("more than " + max + " bytes");
        }
    }
}
