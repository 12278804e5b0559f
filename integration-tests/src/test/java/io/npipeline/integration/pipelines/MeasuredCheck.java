package io.npipeline.integration.pipelines;

import io.npipeline.node.TransformNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Fails as bodies say, with a line in a file each time. */
final class MeasuredCheck implements TransformNode<String, String> {

    private final Path failures;
    private final Path held;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    MeasuredCheck(Path folder) {
        failures = folder.resolve("check-failures");
        held = folder.resolve("held");
    }

    @Override
    public String transform(String body) throws IOException {
        if (body.startsWith(MeasuredPipeline.SKIP)) {
            throw noted(body, new IllegalArgumentException(body));
        }
        if (body.startsWith(MeasuredPipeline.DEAD)) {
            throw noted(body, new IllegalStateException(body));
        }
        if ((body.startsWith(MeasuredPipeline.TWICE) && failed.add(body))
                || (body.startsWith(MeasuredPipeline.HELD) && Files.exists(held))) {
            throw noted(body, new IOException(body));
        }
        return body;
    }

    private <E extends Exception> E noted(String body, E failure) throws IOException {
        Lines.append(failures, body);
        return failure;
    }
}
