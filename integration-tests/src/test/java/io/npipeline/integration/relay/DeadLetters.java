package io.npipeline.integration.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads the items of dead letters. */
public final class DeadLetters {

    static final String TOPIC = "dead-letters";

    private static final ObjectMapper JSON = new ObjectMapper();

    private DeadLetters() {}

    public static List<String> items(List<ConsumerRecord<@Nullable String, @Nullable String>> letters) {
        List<String> items = new ArrayList<>();
        for (ConsumerRecord<@Nullable String, @Nullable String> letter : letters) {
            try {
                items.add(JSON.readTree(letter.value()).path("originalItem").asText());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
        return items;
    }
}
