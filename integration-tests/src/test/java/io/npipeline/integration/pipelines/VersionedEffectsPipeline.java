package io.npipeline.integration.pipelines;

import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Text to a file of effects, each body {@code b} as {@code b@version}: that which the plugin folder has in the resource
 * {@link #VERSION}. Parameters {@code effects}: the file, {@code work.ms}: how long each body is worked on.
 */
public final class VersionedEffectsPipeline implements PipelineDefinition {

    public static final String VERSION = "pipeline.version";

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        String version = version();
        Duration work = Duration.ofMillis(Long.parseLong(context.parameter("work.ms")));
        var texts = pipeline.addSource("texts", KafkaSourceNode.of(String.class));
        var versioned = pipeline.addTransform("versioned", (String body) -> {
            LockSupport.parkNanos(work.toNanos());
            return body + "@" + version;
        });
        var effects = pipeline.addSink("effects", new Effects(Path.of(context.parameter("effects"))));
        pipeline.connect(texts, versioned);
        pipeline.connect(versioned, effects);
    }

    private static String version() {
        ClassLoader plugin = VersionedEffectsPipeline.class.getClassLoader();
        try (InputStream content = Objects.requireNonNull(plugin.getResourceAsStream(VERSION), VERSION)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
