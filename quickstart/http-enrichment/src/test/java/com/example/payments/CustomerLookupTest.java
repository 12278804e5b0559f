package com.example.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.example.payments.ScriptedService.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerLookupTest {

    private static final Payment PAYMENT = new Payment("p-1", "c-1", new BigDecimal("12.50"));
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void aPaymentGetsWhatTheServiceKnows() throws Exception {
        Answer answer = new Answer(200, "{\"name\": \"Ada\", \"segment\": \"retail\", \"since\": 1843}");
        try (ScriptedService service = new ScriptedService(path -> answer)) {
            EnrichedPayment enriched = lookUp(service.address(), LONG, PAYMENT);

            assertEquals(new EnrichedPayment("p-1", "c-1", new BigDecimal("12.50"), "Ada", "retail"), enriched);
            assertEquals(List.of("/customers/c-1"), service.paths());
        }
    }

    @Test
    void numbersOfCustomersAreNoPaths() throws Exception {
        try (ScriptedService service = new ScriptedService(path -> new Answer(200, "{}"))) {
            lookUp(service.address(), LONG, new Payment("p-1", "../admin?x y+z", BigDecimal.ONE));

            assertEquals(List.of("/customers/..%2Fadmin%3Fx%20y%2Bz"), service.paths());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 422})
    void aRefusalIsFinal(int status) throws Exception {
        try (ScriptedService service = new ScriptedService(path -> new Answer(status, ""))) {
            Throwable failure = failure(service.address(), LONG);

            assertInstanceOf(RequestRefusedException.class, failure);
            assertEquals(
                    "Payment p-1 is refused: the customer service answered " + status + " for customer c-1",
                    failure.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503, 302})
    void whatMayBeOverSoonIsAFailureOfTheService(int status) throws Exception {
        try (ScriptedService service = new ScriptedService(path -> new Answer(status, ""))) {
            Throwable failure = failure(service.address(), LONG);

            assertInstanceOf(ServiceFailedException.class, failure);
            assertEquals(
                    "Payment p-1 cannot be enriched now: the customer service answered " + status + " for customer c-1",
                    failure.getMessage());
        }
    }

    @Test
    void soIsAnAnswerThatIsNoCustomer() throws Exception {
        try (ScriptedService service = new ScriptedService(path -> new Answer(200, "<html>Maintenance</html>"))) {
            assertInstanceOf(ServiceFailedException.class, failure(service.address(), LONG));
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsATimeout() throws Exception {
        try (ScriptedService service = new ScriptedService(path -> Answer.NONE)) {
            assertInstanceOf(HttpTimeoutException.class, failure(service.address(), Duration.ofMillis(200)));
        }
    }

    @Test
    void aServiceThatIsNotThereIsAnIoException() throws Exception {
        URI gone;
        try (ScriptedService service = new ScriptedService(path -> Answer.NONE)) {
            gone = service.address();
        }

        assertInstanceOf(IOException.class, failure(gone, LONG));
    }

    private static Throwable failure(URI service, Duration limit) {
        return assertThrows(ExecutionException.class, () -> lookUp(service, limit, PAYMENT))
                .getCause();
    }

    private static EnrichedPayment lookUp(URI service, Duration limit, Payment payment) throws Exception {
        try (CustomerLookup lookup = new CustomerLookup(service, limit)) {
            lookup.open(null);
            return lookup.transform(payment).toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
