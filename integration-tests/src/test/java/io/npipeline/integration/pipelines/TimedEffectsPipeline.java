package io.npipeline.integration.pipelines;

import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Text to files of effects, one of each process, with two lines for each call: {@link #BEGIN} or {@link #END} and the time
 * in milliseconds of the machine's clock stand in the columns behind the usual ones. Parameters {@code effects}: the file,
 * to whose name the id of the process is added, {@code work.ms}: how long most messages are worked on.
 */
public final class TimedEffectsPipeline implements PipelineDefinition {

    public static final String BEGIN = "begin";
    public static final String END = "end";

    /** The file of effects of one process. */
    public static Path effectsOf(Path effects, long process) {
        return Path.of(effects + "." + process);
    }

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        Path effects = Path.of(context.parameter("effects"));
        Duration work = Duration.ofMillis(Long.parseLong(context.parameter("work.ms")));
        Effects ofThisProcess =
                new Effects(effectsOf(effects, ProcessHandle.current().pid()));
        pipeline.connect(
                pipeline.addSource("texts", KafkaSourceNode.of(String.class)),
                pipeline.addSink("effects", new TimedEffects(ofThisProcess, work)));
    }
}
