package io.npipeline.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group of metrics as an MBean: one attribute each, nothing to set or to call.
 *
 * <p>Thread safe.
 */
final class GroupMBean implements DynamicMBean, MBeanRegistration {

    private static final Logger log = LoggerFactory.getLogger(GroupMBean.class);

    private final Map<String, MetricValue> values = new LinkedHashMap<>();
    private final MBeanInfo info;
    private volatile boolean registered;

    GroupMBean(MetricGroup<?> group) {
        MBeanAttributeInfo[] attributes = group.values().entrySet().stream()
                .map(entry -> new MBeanAttributeInfo(
                        entry.getKey().metricName(),
                        entry.getValue().type().getName(),
                        entry.getKey().description(),
                        true,
                        false,
                        false))
                .toArray(MBeanAttributeInfo[]::new);
        group.values().forEach((metric, value) -> values.put(metric.metricName(), value));
        info = new MBeanInfo(GroupMBean.class.getName(), group.name().type(), attributes, null, null, null);
    }

    /** Whether it is with the server; another one may have taken its name. */
    boolean isRegistered() {
        return registered;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        MetricValue value = values.get(name);
        if (value == null) {
            throw new AttributeNotFoundException(name);
        }
        return value.now().get();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList attributes = new AttributeList();
        for (String name : names) {
            try {
                attributes.add(new Attribute(name, getAttribute(name)));
            } catch (AttributeNotFoundException | RuntimeException e) {
                log.debug("{} is left out", name, e); // as the contract has it; the others are to be had
            }
        }
        return attributes;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return info;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " cannot be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object @Nullable [] parameters, String @Nullable [] signature)
            throws ReflectionException {
        throw new ReflectionException(new NoSuchMethodException(action));
    }

    @Override
    public ObjectName preRegister(MBeanServer server, ObjectName name) {
        return name;
    }

    @Override
    public void postRegister(Boolean done) {
        registered = done;
    }

    @Override
    public void preDeregister() {}

    @Override
    public void postDeregister() {
        registered = false;
    }
}
