package io.npipeline.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The benchmarks there are. */
enum BenchmarkName {
    ENGINE,
    EGRESS_BYTES,
    EGRESS_JSON,
    KEYED_CPU,
    KEYED_IO,
    BINDER,
    DEFAULTS;

    Benchmark make() {
        return switch (this) {
            case ENGINE -> new EngineCost();
            case EGRESS_BYTES -> new EgressBytes();
            case EGRESS_JSON -> new EgressJson();
            case KEYED_CPU -> new KeyedCpu();
            case KEYED_IO -> new KeyedIo();
            case BINDER -> new BinderCost();
            case DEFAULTS -> new Defaults();
        };
    }

    /** The name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<BenchmarkName> find(String word) {
        return Arrays.stream(values()).filter(name -> name.word().equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(BenchmarkName::word).collect(Collectors.joining(", "));
    }
}
