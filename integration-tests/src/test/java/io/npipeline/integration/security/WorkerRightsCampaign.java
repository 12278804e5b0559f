package io.npipeline.integration.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.deployment.ConnectClient;
import io.npipeline.deployment.ConnectClientException;
import io.npipeline.deployment.ConnectorStatus;
import io.npipeline.quickstart.environment.EnvironmentException;
import io.npipeline.quickstart.environment.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A worker needs each of the rights that {@code docs/security.md} gives it: without one of them no connector of its runs. And a
 * source connector needs that to read positions. Each takes a worker of its own, some of which never get ready, or do nothing
 * but log, so this is for the profile {@code campaign}.
 */
class WorkerRightsCampaign {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String CONNECTOR = "orders-ingress";
    private static final List<AclBinding> RIGHTS =
            AclCommands.of(Path.of(System.getProperty("project.root"), "docs", "security.md"));
    private static final List<WithoutOneRight> WORKERS = WithoutOneRight.each(RIGHTS, "connect", List.of("connect"));

    private static final List<WithoutOneRight> WITHOUT_POSITIONS =
            WithoutOneRight.each(RIGHTS, "orders", List.of(CONNECTOR, "orders-relay")).stream()
                    .filter(WithoutOneRight::lacksPositions)
                    .toList();

    private static SecuredConnect secured;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        List<AclBinding> acls = new ArrayList<>(RIGHTS);
        List<String> workers = new ArrayList<>(List.of("connect"));
        for (WithoutOneRight one : WORKERS) {
            acls.addAll(one.rights(RIGHTS, List.of(CONNECTOR)));
            workers.add(one.user());
        }
        List<String> users = new ArrayList<>(List.of(CONNECTOR));
        for (WithoutOneRight one : WITHOUT_POSITIONS) {
            acls.addAll(one.rights(RIGHTS, List.of()));
            users.add(one.user());
        }
        secured =
                new SecuredConnect(WorkerRightsCampaign.class, folder, workers, users, List.of("orders-egress"), acls);
        secured.environment().topics().create("orders", 1);
    }

    @AfterAll
    static void stop() {
        secured.close();
    }

    static Stream<WithoutOneRight> withoutOne() {
        return WORKERS.stream();
    }

    @ParameterizedTest
    @MethodSource("withoutOne")
    void noConnectorRuns(WithoutOneRight one) throws IOException {
        WorkerProcess worker;
        try {
            worker = secured.startWorker(one.user());
        } catch (EnvironmentException e) {
            assertThat(e).hasMessageContaining(one.error());
            return;
        }
        try (worker) {
            put(worker.client());
            await().atMost(LIMIT).untilAsserted(() -> assertThat(Files.readString(worker.log()))
                    .contains(one.error()));
            assertThat(worker.client()
                            .findStatus(CONNECTOR)
                            .filter(status -> status.isRunning(1))
                            .map(ConnectorStatus::toString))
                    .isEmpty();
        }
    }

    /** The worker logs that it may not, and asks again at once, until it ends. */
    @Test
    void aSourceConnectorThatMayNotReadPositionsNeverStarts() {
        SecuredConnectors connectors = new SecuredConnectors(secured);
        WorkerProcess worker = secured.environment().worker();
        try (worker) {
            for (WithoutOneRight one : WITHOUT_POSITIONS) {
                secured.environment().topics().create(one.replacement(), 1);
                boolean isRelay = one.user().endsWith("-relay");
                worker.client()
                        .put(
                                one.user(),
                                isRelay ? connectors.relay(one.replacement()) : connectors.ingress(one.replacement()));
            }
            for (WithoutOneRight one : WITHOUT_POSITIONS) {
                await().atMost(LIMIT)
                        .until(() -> isLogged(
                                worker.log(),
                                line -> line.contains(one.user())
                                        && line.contains("Not authorized to read from partition")));
                assertThat(worker.client().findStatus(one.user())).isEmpty();
            }
        }
    }

    /** Without reading it whole: it may be long. */
    private static boolean isLogged(Path log, Predicate<String> line) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line);
        }
    }

    /** A worker that cannot write may refuse, or not answer; what it lacks is in its log. */
    private static void put(ConnectClient client) {
        try {
            client.put(CONNECTOR, new SecuredConnectors(secured).ingress("orders"));
        } catch (ConnectClientException e) {
            assertThat(e).hasMessageContaining(CONNECTOR);
        }
    }
}
