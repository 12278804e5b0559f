package io.npipeline.integration.security;

import java.io.IOException;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** All that another JVM shows over JMX. */
final class JmxDump {

    private JmxDump() {}

    /** The names and attributes of all MBeans, as text. */
    @SuppressWarnings("BanJNDI") // the other side is a worker that the tests started
    static String of(int port) throws IOException {
        JMXServiceURL address = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
        try (JMXConnector connector = JMXConnectorFactory.connect(address)) {
            MBeanServerConnection connection = connector.getMBeanServerConnection();
            StringBuilder text = new StringBuilder();
            for (ObjectName name : connection.queryNames(null, null)) {
                append(name, connection, text);
            }
            return text.toString();
        }
    }

    private static void append(ObjectName name, MBeanServerConnection connection, StringBuilder text)
            throws IOException {
        text.append(name).append('\n');
        try {
            for (MBeanAttributeInfo attribute : connection.getMBeanInfo(name).getAttributes()) {
                text.append(attribute.getName())
                        .append('=')
                        .append(value(name, attribute, connection))
                        .append('\n');
            }
        } catch (JMException e) {
            // gone meanwhile
        }
    }

    /** The value, or the error where it cannot be had, or is of a class that only the other JVM knows. */
    private static String value(ObjectName name, MBeanAttributeInfo attribute, MBeanServerConnection connection) {
        try {
            Object value = connection.getAttribute(name, attribute.getName());
            return value instanceof Object[] many ? Arrays.deepToString(many) : String.valueOf(value);
        } catch (JMException | IOException | RuntimeException e) {
            return e.toString();
        }
    }
}
