package io.npipeline.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What a class logs, from its making to its close. Thread safe. */
final class LoggedMessages implements AutoCloseable {

    private record Logged(Level level, String message) {}

    private final List<Logged> messages = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("messages", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            messages.add(new Logged(event.getLevel(), event.getMessage().getFormattedMessage()));
        }
    };
    private final Logger logger;

    private LoggedMessages(Logger logger) {
        this.logger = logger;
    }

    static LoggedMessages of(Class<?> type) {
        LoggedMessages logged = new LoggedMessages((Logger) LogManager.getLogger(type));
        logged.appender.start();
        logged.logger.addAppender(logged.appender);
        logged.logger.setLevel(Level.INFO);
        return logged;
    }

    List<String> warnings() {
        return ofLevel(Level.WARN);
    }

    List<String> infos() {
        return ofLevel(Level.INFO);
    }

    private List<String> ofLevel(Level level) {
        return messages.stream()
                .filter(logged -> logged.level().equals(level))
                .map(Logged::message)
                .toList();
    }

    @Override
    public void close() {
        logger.removeAppender(appender);
        logger.setLevel(Level.OFF);
        appender.stop();
    }
}
