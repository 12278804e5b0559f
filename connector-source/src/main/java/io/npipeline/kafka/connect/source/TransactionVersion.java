package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConnectorName;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.GroupState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The version of transactions that a cluster has agreed on and the worker's clients know. Below 2 (KIP-890) a record that a producer sent before it was
 * fenced, and that was on its way longer, can come into the transaction of its successor, or leave one that never ends.
 */
final class TransactionVersion {

    private static final Logger log = LoggerFactory.getLogger(TransactionVersion.class);

    private static final String FEATURE = "transaction.version";
    private static final int SAFE = 2;

    /** A connector that starts is not to wait for brokers that do not answer a question of little weight. */
    private static final int LIMIT_MS = 5_000;

    private TransactionVersion() {}

    /** Warns of a connector that is to be exactly once on a cluster or a worker where it is that only nearly. */
    static void warnIfOld(NPipelineSourceConnectorConfig config) {
        warnIfOld(config, clientsKnowSafeOnes());
    }

    static void warnIfOld(NPipelineSourceConnectorConfig config, boolean clientsKnowSafeOnes) {
        if (!config.delivery().isExactlyOnce()) {
            return;
        }
        if (!clientsKnowSafeOnes) {
            log.warn(
                    "The Kafka clients of this worker do not know {} {}: below it Kafka's transactions have a hole (KIP-890), "
                            + "so that a record may be written twice or a transaction hang after a producer was lost. Workers "
                            + "of Kafka 4.0 and later close it",
                    FEATURE,
                    SAFE);
        } else if (config.kafka().hasBootstrapServers()) {
            warnIfOld(config.kafka().bootstrapServers(), () -> ask(config));
        }
    }

    /** The clients do not tell; this type came with the same version of them. */
    private static boolean clientsKnowSafeOnes() {
        try {
            return GroupState.values().length > 0;
        } catch (NoClassDefFoundError e) {
            return false;
        }
    }

    /** Says nothing where the version cannot be found out. */
    static void warnIfOld(String bootstrapServers, Callable<Integer> version) {
        try {
            int found = version.call();
            if (found < SAFE) {
                log.warn(
                        "The brokers at {} have {} {}: below {} Kafka's transactions have a hole (KIP-890), so that a record "
                                + "may be written twice or a transaction hang after a producer was lost. Brokers from 4.0 "
                                + "close it: kafka-features.sh upgrade --feature {}={}",
                        bootstrapServers,
                        FEATURE,
                        found,
                        SAFE,
                        FEATURE,
                        SAFE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.debug("The brokers at {} do not tell their {}", bootstrapServers, FEATURE, e);
        }
    }

    private static int ask(NPipelineSourceConnectorConfig config) throws ExecutionException, InterruptedException {
        Admin admin =
                AdminClients.open(config.kafka().settings(), "npipeline-" + ConnectorName.of(config) + "-features");
        try {
            FinalizedVersionRange range = admin.describeFeatures(new DescribeFeaturesOptions().timeoutMs(LIMIT_MS))
                    .featureMetadata()
                    .get()
                    .finalizedFeatures()
                    .get(FEATURE);
            return range == null ? 0 : range.maxVersionLevel();
        } finally {
            AdminClients.close(admin);
        }
    }
}
