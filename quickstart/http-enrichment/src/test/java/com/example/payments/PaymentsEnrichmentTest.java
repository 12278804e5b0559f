package com.example.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.payments.InMemoryTask.Output;
import com.example.payments.ScriptedService.Answer;
import io.npipeline.file.CsvFormat;
import io.npipeline.file.FolderSource;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline in memory, with payments from a file in the stand of a topic, and a real server of HTTP. */
class PaymentsEnrichmentTest {

    /** The pipeline behind another source. */
    public static final class FromFiles implements PipelineDefinition {
        @Override
        public void define(PipelineBuilder pipeline, PipelineContext context) {
            Path folder = Path.of(context.parameter("folder"));
            var payments = pipeline.addSource("payments", FolderSource.of(CsvFormat.of(Payment.class), folder));
            PaymentsEnrichment.enrich(pipeline, context, payments);
        }
    }

    private static final Answer CUSTOMER = new Answer(200, "{\"name\": \"Ada\", \"segment\": \"retail\"}");

    @Test
    void failuresAreTriedAgainAndRefusalsAreDeadLetters(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("payments.csv"), """
                id,customer,amount
                p-1,c-1,1.00
                p-2,unknown,2.00
                p-3,c-3,3.00
                """);
        Set<String> failedOnce = ConcurrentHashMap.newKeySet();
        try (ScriptedService service = new ScriptedService(path -> answer(path, failedOnce));
                InMemoryTask task = new InMemoryTask(FromFiles.class, settings(folder, service))) {
            List<Output> outputs = task.take(3);

            assertEquals(List.of("""
                            {"id":"p-1","customer":"c-1","amount":"1.00","customerName":"Ada","segment":"retail"}""", """
                            {"id":"p-3","customer":"c-3","amount":"3.00","customerName":"Ada","segment":"retail"}"""), values(outputs, "enriched-payments"));
            List<String> letters = values(outputs, "payments-dead-letters");
            assertEquals(1, letters.size());
            assertTrue(
                    letters.get(0)
                            .contains("Payment p-2 is refused: the customer service answered 404 for customer unknown"),
                    letters::toString);
            List<String> asked = new ArrayList<>(service.paths());
            asked.sort(null);
            assertEquals(List.of("/customers/c-1", "/customers/c-1", "/customers/c-3", "/customers/unknown"), asked);
        }
    }

    private static Answer answer(String path, Set<String> failedOnce) {
        if (path.equals("/customers/unknown")) {
            return new Answer(404, "");
        }
        return path.equals("/customers/c-1") && failedOnce.add(path) ? new Answer(503, "") : CUSTOMER;
    }

    private static Map<String, String> settings(Path folder, ScriptedService service) {
        return Map.of(
                "npipeline.pipeline.param.folder", folder.toString(),
                "npipeline.pipeline.param.customers", service.address().toString(),
                "npipeline.topic", "enriched-payments",
                "npipeline.dead.letter.destination", "kafka",
                "npipeline.dead.letter.topic", "payments-dead-letters");
    }

    private static List<String> values(List<Output> outputs, String topic) {
        return outputs.stream()
                .filter(output -> output.topic().equals(topic))
                .map(Output::value)
                .sorted()
                .toList();
    }
}
