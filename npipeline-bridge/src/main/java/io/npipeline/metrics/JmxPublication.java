package io.npipeline.metrics;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * A group of metrics in the JVM's MBean server.
 *
 * <p>A task that is started again may meet the MBeans of its predecessor, which the worker gave up while it hung; it takes over
 * their names. The predecessor, should it ever end, then has nothing left to unregister. Both look and act while they hold the
 * server's monitor, the one object that tasks share whose classes are loaded by different plugin class loaders.
 */
final class JmxPublication {

    private final MBeanServer server;
    private final ObjectName name;
    private final GroupMBean bean;

    private JmxPublication(MBeanServer server, ObjectName name, GroupMBean bean) {
        this.server = server;
        this.name = name;
        this.bean = bean;
    }

    static JmxPublication of(MetricGroup<?> group, MBeanServer server) throws JMException {
        ObjectName name = group.name().objectName();
        GroupMBean bean = new GroupMBean(group);
        synchronized (server) {
            if (server.isRegistered(name)) {
                server.unregisterMBean(name);
            }
            server.registerMBean(bean, name);
        }
        return new JmxPublication(server, name, bean);
    }

    void end() throws JMException {
        synchronized (server) {
            if (bean.isRegistered()) {
                server.unregisterMBean(name);
            }
        }
    }
}
