package io.npipeline.integration.outage;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.TcpProxy;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Outages between worker and broker under load, one after the other: nothing is lost, no task dies, and all goes on without a
 * hand. The profile {@code campaign} makes them nastier: connections from before the cut stay silent after it, and a connector
 * is started on the slow network.
 */
class OutageIT {

    private static final boolean CAMPAIGN = Boolean.getBoolean("campaign.outages");
    private static final Duration CUT = Duration.ofSeconds(30);
    private static final Duration DELAY_EACH_WAY = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofSeconds(10);

    private static TcpProxy proxy;
    private static ConnectEnvironment environment;
    private static OutageRun run;

    @BeforeAll
    static void start() {
        proxy = TcpProxy.start();
        environment = ConnectEnvironment.startBehind(proxy, OutageIT.class, OutageIT::settings, Map.of());
        run = OutageRun.start(environment, proxy);
    }

    private static WorkerSettings settings(WorkerSettings usual) {
        // Room for a slow network: the limits of Connect itself and not those that make it quick to notice that a
        // worker has
        // ended. A consumer's is 45 seconds by default, and as long a task that was given up keeps its partitions.
        WorkerSettings patient = usual.withProperty("exactly.once.source.support", "enabled")
                .withProperty("session.timeout.ms", "")
                .withProperty("heartbeat.interval.ms", "")
                .withProperty("consumer.session.timeout.ms", "15000")
                .withProperty("consumer.heartbeat.interval.ms", "3000");
        return CAMPAIGN ? forSilentFirewalls(patient) : patient;
    }

    /** What docs/guarantees.md advises. */
    private static WorkerSettings forSilentFirewalls(WorkerSettings settings) {
        return settings.withProperty("request.timeout.ms", "15000")
                .withProperty("default.api.timeout.ms", "25000")
                .withProperty("worker.sync.timeout.ms", "60000");
    }

    @AfterAll
    static void stop() {
        run.close();
        environment.close();
        proxy.close();
    }

    @Test
    void aBrokerThatIsKilledAndComesBack() {
        run.survives("broker killed", () -> {
            environment.brokerProcess().kill();
            environment.brokerProcess().restart();
        });
    }

    @Test
    void aNetworkThatIsCut() {
        run.survives("network cut", () -> {
            proxy.cut();
            run.load().awaitTime(CUT);
            if (CAMPAIGN) {
                proxy.mendInSilence();
            } else {
                proxy.mend();
            }
        });
    }

    @Test
    void aNetworkThatIsSlow() {
        run.survives("network slow", () -> {
            proxy.delay(DELAY_EACH_WAY);
            run.load().awaitTime(SLOW);
            if (CAMPAIGN) {
                run.startAnother();
            }
            proxy.delay(Duration.ZERO);
        });
    }
}
