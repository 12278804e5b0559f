package io.npipeline.integration.environment;

import io.npipeline.quickstart.environment.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The MBeans of a worker, from outside as operators see them.
 *
 * <p>Not thread safe.
 */
public final class WorkerJmx implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private WorkerJmx(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
    }

    /** Lets a worker that is not started yet show its MBeans at a port of the loopback interface. */
    public static WorkerSettings open(WorkerSettings settings, int port) {
        WorkerSettings opened = settings.withJvmFlag("-Djava.rmi.server.hostname=127.0.0.1");
        for (String jmx : List.of("port=" + port, "host=127.0.0.1", "authenticate=false", "ssl=false")) {
            opened = opened.withJvmFlag("-Dcom.sun.management.jmxremote." + jmx);
        }
        return opened;
    }

    /** Connects to the worker at that port. */
    @SuppressWarnings("BanJNDI") // the other side is a worker that the tests started
    public static WorkerJmx connect(int port) {
        try {
            return new WorkerJmx(JMXConnectorFactory.connect(
                    new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names that match a pattern such as {@code io.npipeline:*}. */
    public Set<ObjectName> names(String pattern) {
        try {
            return beans.queryNames(new ObjectName(pattern), null);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the attributes of an MBean say now, by their names; none when there is no such MBean. */
    public Map<String, Object> read(String name) {
        try {
            return read(new ObjectName(name));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same. */
    public Map<String, Object> read(ObjectName name) {
        try {
            String[] attributes = Stream.of(beans.getMBeanInfo(name).getAttributes())
                    .map(MBeanAttributeInfo::getName)
                    .toArray(String[]::new);
            Map<String, Object> values = new TreeMap<>();
            for (Attribute attribute : beans.getAttributes(name, attributes).asList()) {
                values.put(attribute.getName(), attribute.getValue());
            }
            return values;
        } catch (InstanceNotFoundException e) {
            return Map.of();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
