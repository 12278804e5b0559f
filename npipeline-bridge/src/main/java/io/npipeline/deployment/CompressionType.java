package io.npipeline.deployment;

/** How a producer compresses its batches. */
public enum CompressionType {
    NONE,
    GZIP,
    SNAPPY,
    LZ4,
    ZSTD
}
