package io.npipeline.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What classes warn of, from its making to its close. Thread safe. */
public final class LoggedWarnings implements AutoCloseable {

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("warnings", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            messages.add(event.getMessage().getFormattedMessage());
        }
    };
    private final List<Logger> loggers;

    public LoggedWarnings(Class<?>... classes) {
        loggers = List.of(classes).stream()
                .map(type -> (Logger) LogManager.getLogger(type))
                .toList();
        appender.start();
        loggers.forEach(logger -> {
            // In this order: a logger's first appender gives it a configuration of its own, with the level of the
            // root's.
            logger.addAppender(appender);
            logger.setLevel(Level.WARN);
        });
    }

    public List<String> messages() {
        return messages;
    }

    @Override
    public void close() {
        loggers.forEach(logger -> {
            logger.removeAppender(appender);
            logger.setLevel(Level.OFF);
        });
        appender.stop();
    }
}
