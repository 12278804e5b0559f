'use strict'
// Values in JSON without loss. Text, truth values, null, lists and objects are as they are; others are objects of one name:
//   $n: a number as text, "NaN" and "-0" included     $i: a BigInt     $b: bytes in base64     $t: [seconds, nanoseconds]

function fromJson (value) {
  if (Array.isArray(value)) {
    return value.map(fromJson)
  }
  if (value === null || typeof value !== 'object') {
    return value
  }
  if ('$n' in value) {
    return Number(value.$n)
  }
  if ('$i' in value) {
    return BigInt(value.$i)
  }
  if ('$b' in value) {
    return Buffer.from(value.$b, 'base64')
  }
  return Object.fromEntries(Object.entries(value).map(([name, content]) => [name, fromJson(content)]))
}

function toJson (value) {
  if (value === undefined) {
    return null
  }
  if (typeof value === 'number') {
    return { $n: Object.is(value, -0) ? '-0' : String(value) }
  }
  if (typeof value === 'bigint') {
    return { $i: String(value) }
  }
  if (value instanceof Uint8Array) {
    return { $b: Buffer.from(value).toString('base64') }
  }
  if (Array.isArray(value)) {
    return value.map(toJson)
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, content]) => [name, toJson(content)]))
  }
  return value
}

// Of a value that JavaScript, or the format, does not have. Any other error is a failure.
class Unwritable extends Error {}

module.exports = { fromJson, toJson, Unwritable }
