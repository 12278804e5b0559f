package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.ConfigProblemException;
import io.npipeline.configuration.DeadLetterSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** What the worker needs to be told before it writes dead letters itself. */
final class ErrantRecords {

    private static final String TOPIC = "errors.deadletterqueue.topic.name";
    private static final String TOLERANCE = "errors.tolerance";
    private static final String WHEN = " when " + DeadLetterSettings.DESTINATION + " is connect";

    private ErrantRecords() {}

    /** What is wrong with the worker's keys. */
    static List<ConfigProblem> problems(Map<String, String> settings) {
        List<ConfigProblem> problems = new ArrayList<>();
        String topic = settings.getOrDefault(TOPIC, "");
        if (topic.isBlank()) {
            problems.add(new ConfigProblem(TOPIC, topic, "must be set" + WHEN));
        }
        String tolerance = settings.getOrDefault(TOLERANCE, "none");
        if (!tolerance.equalsIgnoreCase("all")) {
            problems.add(new ConfigProblem(
                    TOLERANCE,
                    tolerance,
                    "must be all" + WHEN
                            + ": the worker reports no record otherwise. Records that it cannot convert then go "
                            + "to the same topic"));
        }
        return problems;
    }

    /**
     * The worker's reporter.
     *
     * @throws ConfigProblemException if the worker has none for the task
     */
    static ErrantRecordReporter reporter(SinkTaskContext context) {
        ErrantRecordReporter reporter = context.errantRecordReporter();
        if (reporter == null) {
            throw new ConfigProblemException(new ConfigProblem(
                    DeadLetterSettings.DESTINATION,
                    "connect",
                    "the worker gives this task no reporter for records; it does where " + TOPIC + " is set"));
        }
        return reporter;
    }
}
