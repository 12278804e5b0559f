package io.npipeline.benchmarks.endtoend;

import io.npipeline.benchmarks.worker.NumberedBytes;
import io.npipeline.benchmarks.worker.Reading;
import java.nio.charset.StandardCharsets;

/** What a data set is made of. */
public enum DataKind {
    /** {@link NumberedBytes}. */
    BYTES(NumberedBytes.SIZE) {
        @Override
        byte[] value(long number) {
            return NumberedBytes.write(number);
        }
    },
    /** {@link Reading}s in JSON, of which the number is counted and not the size. */
    JSON(0) {
        @Override
        byte[] value(long number) {
            return Reading.numbered(number).json().getBytes(StandardCharsets.UTF_8);
        }
    };

    private final int countedSize;

    DataKind(int countedSize) {
        this.countedSize = countedSize;
    }

    abstract byte[] value(long number);

    int countedSize() {
        return countedSize;
    }
}
