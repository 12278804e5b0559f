/**
 * Converters for the two formats that have none to be had: JSON Schema and Protobuf, in the framing of Confluent's serdes. They
 * are here to carry the formats through a worker and no part of the plugin.
 */
@NullMarked
package io.npipeline.formats.converter;

import org.jspecify.annotations.NullMarked;
