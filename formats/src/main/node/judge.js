'use strict'
// Confluent's serdes for JavaScript behind standard input and output: a line of JSON is a request, a line the answer to it.
// Ends with its input.
//
//   {"op": "register", "format", "subject", "schema"}                      -> {"id"}
//   {"op": "write", "format", "topic", "id", "values"}          -> {"results": [{"bytes"} | {"unwritable"} | {"error"}]}
//   {"op": "write", "format", "topic", "files", "message", "values"}       -> the same, for Protobuf
//   {"op": "read", "format", "topic", "records"}                           -> {"results": [{"value"} | {"text"} | {"error"}]}
//
// A read of Avro with "latest": true is one by the newest schema of the topic, not by that of the record. Bytes are base64;
// values.js says how values are written in JSON.

// Answers are all that standard output is for.
console.log = console.error

const readline = require('node:readline')
const avro = require('./avro')
const json = require('./json')
const protobuf = require('./protobuf')
const { Unwritable } = require('./values')

const [registry, protoc] = process.argv.slice(2)
const formats = { avro: avro(registry), 'json-schema': json(registry), protobuf: protobuf(registry, protoc) }

async function each (list, action) {
  const results = []
  for (const one of list) {
    try {
      results.push(await action(one))
    } catch (error) {
      results.push(error instanceof Unwritable ? { unwritable: error.message } : { error: String(error) })
    }
  }
  return { results }
}

async function answer (request) {
  const format = formats[request.format]
  switch (request.op) {
    case 'register':
      return { id: await format.register(request.subject, request.schema) }
    case 'write': {
      const write = await format.writer(request)
      return each(request.values, async value => ({ bytes: (await write(value)).toString('base64') }))
    }
    case 'read':
      return each(request.records, async record => format.read(request.topic, Buffer.from(record, 'base64'), request.latest))
    default:
      throw new Error(`no request "${request.op}"`)
  }
}

async function main () {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let result
    try {
      result = await answer(JSON.parse(line))
    } catch (error) {
      result = { error: (error && error.stack) || String(error) }
    }
    process.stdout.write(JSON.stringify(result) + '\n')
  }
}

main()
