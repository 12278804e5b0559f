package com.example.payments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.node.AsyncTransformNode;
import io.npipeline.node.NodeContext;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Asks a service over HTTP for the customer of a payment. No thread waits for an answer; later payments of the same customer
 * do, because the pipeline keeps the order of keys.
 */
public final class CustomerLookup implements AsyncTransformNode<Payment, EnrichedPayment> {

    private static final int OK = 200;
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    /** Request Timeout and Too Many Requests: what is wrong with these is the moment. */
    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(408, 429);

    /** Answers are short and are parsed where they arrive. */
    private static final int THREADS = 2;

    private final URI service;
    private final Duration answerLimit;
    private final ObjectMapper json = new ObjectMapper();

    // Set in open().
    private ExecutorService threads;
    private HttpClient client;

    /**
     * @param service ends with a slash
     * @param answerLimit how long the service may take to begin its answer
     */
    public CustomerLookup(URI service, Duration answerLimit) {
        this.service = service;
        this.answerLimit = answerLimit;
    }

    @Override
    public void open(NodeContext context) {
        threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "customer-lookup");
            thread.setDaemon(true);
            return thread;
        });
        client = HttpClient.newBuilder()
                .executor(threads)
                .connectTimeout(answerLimit)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * Completes exceptionally with a {@link RequestRefusedException} where asking again is of no use, and with an {@link
     * java.io.IOException} where it may be.
     */
    @Override
    public CompletionStage<EnrichedPayment> transform(Payment payment) {
        // Encoded as in a form, where a blank is a plus; in a path that would be a plus.
        String number =
                URLEncoder.encode(payment.customer(), StandardCharsets.UTF_8).replace("+", "%20");
        HttpRequest request = HttpRequest.newBuilder(service.resolve("customers/" + number))
                .timeout(answerLimit)
                .header("Accept", "application/json")
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> enrich(payment, answer));
    }

    private EnrichedPayment enrich(Payment payment, HttpResponse<String> answer) {
        Customer customer = customer(payment, answer);
        return new EnrichedPayment(
                payment.id(), payment.customer(), payment.amount(), customer.name(), customer.segment());
    }

    private Customer customer(Payment payment, HttpResponse<String> answer) {
        int status = answer.statusCode();
        String what = "the customer service answered " + status + " for customer " + payment.customer();
        if (status >= CLIENT_ERRORS && status < SERVER_ERRORS && !WORTH_ANOTHER_TRY.contains(status)) {
            throw new CompletionException(
                    new RequestRefusedException("Payment " + payment.id() + " is refused: " + what));
        }
        if (status != OK) {
            throw new CompletionException(
                    new ServiceFailedException("Payment " + payment.id() + " cannot be enriched now: " + what));
        }
        try {
            return json.readValue(answer.body(), Customer.class);
        } catch (JsonProcessingException e) {
            throw new CompletionException(new ServiceFailedException(
                    "Payment " + payment.id() + " cannot be enriched now: " + what
                            + ", with a body that is no customer",
                    e));
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}
