package io.npipeline.formats.sample;

import io.npipeline.binding.BindingException;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.SinkNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A line per case, with tabs between its name, how what arrived differs from it, and why it was refused. Thread safe. */
final class FindingSink implements SinkNode<Sample> {

    private static final String REFUSED = "refused";

    private final Path file;

    FindingSink(Path file) {
        this.file = file;
    }

    @Override
    public void write(KafkaMessage<Sample> message) throws IOException {
        String name = Objects.requireNonNull(message.key(String.class));
        append(name + "\t" + finding(Cases.named(name), message) + "\n");
    }

    private static String finding(Case sent, KafkaMessage<Sample> message) {
        try {
            return Difference.between(sent, Objects.requireNonNull(message.body()));
        } catch (BindingException e) {
            String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            boolean isNamed = reason.contains("." + sent.component());
            return (isNamed ? REFUSED : "refused namelessly") + "\t" + reason;
        }
    }

    private synchronized void append(String line) throws IOException {
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
