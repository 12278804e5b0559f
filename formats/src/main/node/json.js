'use strict'
const { SchemaRegistryClient, JsonDeserializer, JsonSerializer, SerdeType } = require('@confluentinc/schemaregistry')
const { fromJson, Unwritable } = require('./values')

// Connect's own words in a schema are no reason to refuse it.
const options = { validate: true, strict: false }

// JSON.stringify would round what it cannot say, or leave it out.
function checked (value) {
  if (typeof value === 'bigint') {
    if (!Number.isSafeInteger(Number(value))) {
      throw new Unwritable(`JavaScript has no number ${value}`)
    }
    return Number(value)
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Unwritable(`JSON has no number ${value}`)
  }
  if (typeof value === 'number' && Object.is(value, -0)) {
    throw new Unwritable('JSON.stringify writes 0 for -0')
  }
  if (Buffer.isBuffer(value)) {
    return value.toString('base64')
  }
  if (Array.isArray(value)) {
    return value.map(checked)
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, content]) => [name, checked(content)]))
  }
  return value
}

module.exports = registry => {
  const client = new SchemaRegistryClient({ baseURLs: [registry] })
  const deserializer = new JsonDeserializer(client, SerdeType.VALUE, options)

  return {
    register: (subject, schema) => client.register(subject, { schemaType: 'JSON', schema }, false),

    async writer ({ topic, id }) {
      const serializer = new JsonSerializer(client, SerdeType.VALUE, { ...options, autoRegisterSchemas: false, useSchemaId: id })
      return value => serializer.serialize(topic, checked(fromJson(value)))
    },

    // The text behind the frame, once the serde has found it valid: numbers of JavaScript would round it.
    async read (topic, record) {
      await deserializer.deserialize(topic, record)
      return { text: record.subarray(5).toString('utf8') }
    }
  }
}
