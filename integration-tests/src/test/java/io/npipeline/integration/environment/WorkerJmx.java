package io.npipeline.integration.environment;

import io.npipeline.quickstart.environment.FreePort;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The numbers that a worker's JVM shows over JMX. Thread safe. */
public final class WorkerJmx implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection connection;

    private WorkerJmx(JMXConnector connector, MBeanServerConnection connection) {
        this.connector = connector;
        this.connection = connection;
    }

    /** A port for {@link #shownAt} and {@link #connect}. */
    public static int freePort() {
        return FreePort.find();
    }

    /** Has a worker show its numbers at a port of the loopback interface. */
    public static UnaryOperator<WorkerSettings> shownAt(int port) {
        return usual -> {
            WorkerSettings settings = usual.withJvmFlag("-Djava.rmi.server.hostname=127.0.0.1");
            for (String flag : List.of("port=" + port, "host=127.0.0.1", "authenticate=false", "ssl=false")) {
                settings = settings.withJvmFlag("-Dcom.sun.management.jmxremote." + flag);
            }
            return settings;
        };
    }

    /** Connects to a worker that shows its numbers there. */
    @SuppressWarnings("BanJNDI") // the other side is a worker that the tests started
    public static WorkerJmx connect(int port) {
        try {
            JMXConnector connector = JMXConnectorFactory.connect(
                    new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"));
            return new WorkerJmx(connector, connector.getMBeanServerConnection());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the MBeans that fit a pattern, such as {@code io.npipeline:*}. */
    public Set<String> names(String pattern) {
        try {
            Set<String> names = new TreeSet<>();
            connection.queryNames(new ObjectName(pattern), null).forEach(name -> names.add(name.toString()));
            return names;
        } catch (JMException | IOException e) {
            throw new IllegalStateException(pattern, e);
        }
    }

    /**
     * The names of an MBean's attributes, of whatever classes their values are; none when there is no such MBean.
     */
    public Set<String> attributes(String name) {
        try {
            Set<String> names = new TreeSet<>();
            for (MBeanAttributeInfo attribute :
                    connection.getMBeanInfo(new ObjectName(name)).getAttributes()) {
                names.add(attribute.getName());
            }
            return names;
        } catch (InstanceNotFoundException e) {
            return Set.of();
        } catch (JMException | IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** All attributes of an MBean; none when there is no such MBean. Their values must be of classes that this JVM has too. */
    public Map<String, Object> values(String name) {
        try {
            ObjectName bean = new ObjectName(name);
            String[] attributes = Arrays.stream(connection.getMBeanInfo(bean).getAttributes())
                    .map(MBeanAttributeInfo::getName)
                    .toArray(String[]::new);
            Map<String, Object> values = new TreeMap<>();
            connection
                    .getAttributes(bean, attributes)
                    .asList()
                    .forEach((Attribute attribute) -> values.put(attribute.getName(), attribute.getValue()));
            return values;
        } catch (InstanceNotFoundException e) {
            return Map.of();
        } catch (JMException | IOException e) {
            throw new IllegalStateException(name, e);
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
