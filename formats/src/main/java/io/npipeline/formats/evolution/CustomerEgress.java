package io.npipeline.formats.evolution;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.SinkNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Customers, as they are now, to a file: a line each. Parameter {@code customers}: the file. */
public final class CustomerEgress implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        Path file = Path.of(context.parameter("customers"));
        var customers = pipeline.addSource("customers", KafkaSourceNode.of(Customer.class));
        SinkNode<Customer> lines = message -> append(file, message);
        pipeline.connect(customers, pipeline.addSink("lines", lines));
    }

    private static synchronized void append(Path file, KafkaMessage<Customer> message) throws IOException {
        Files.writeString(file, message.body() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
