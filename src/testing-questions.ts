/** Requests to every address of the API that names a record, made from the API's document: for tests that walk the whole of it. */
import { readFileSync } from 'node:fs'

interface Schema {
  type?: string
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  properties?: Record<string, Schema>
  required?: string[]
}

interface Operation {
  operationId: string
  parameters?: { name?: string; in?: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: { 'application/json'?: { schema: Schema } } }
}

export interface Question {
  /** Module and name in the contract. */
  name: string
  /** What holds the id: a parameter of the address, or 'body'. */
  field: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** The request with these ids in it. */
  with(idOf: IdOf): { url: string; payload?: object }
}

/** The id for a field of this name, below an address that begins with this part. */
export type IdOf = (field: string, part: string) => string

/** Fields whose values the document does not tell. */
const USUAL: Record<string, unknown> = {
  period: '2026-11',
  month: '2026-11',
  otherPeriod: '2026-10',
  year: 2026,
  fromYear: 2025,
  toYear: 2026,
  validFrom: '2026-11-20',
  currency: 'USD',
  list: 'deals.list',
  role: 'seller',
  text: 'ООО',
}
const OF_FORMAT: Record<string, string> = {
  date: '2026-11-20',
  'date-time': '2026-11-20T10:00:00.000Z',
  email: 'nobody@example.ru',
  uri: 'https://example.ru/x',
}

/** One for each parameter that holds an id, and one for each body that does. */
export function questionsWithIds(): Question[] {
  const document = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8')) as {
    paths: Record<string, Record<string, Operation>>
  }
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => questionsOf(path, method, operation)),
  )
}

function questionsOf(path: string, method: string, operation: Operation): Question[] {
  const { operationId: name, parameters = [], requestBody } = operation
  const body = requestBody?.content['application/json']?.schema
  const fields = parameters.flatMap((one) =>
    one.name && one.name !== 'cursor' && holdsId(one.schema) ? [one.name] : [],
  )
  if (body && holdsId(body)) fields.push('body')
  return fields.map((field) => ({
    name,
    field,
    method: method.toUpperCase() as Question['method'],
    with(idOf) {
      const part = path.split('/')[1] ?? ''
      const valueOf = (schema: Schema, of: string) => sample(schema, of, (id) => idOf(id, part))
      let address = path
      const query = new URLSearchParams()
      for (const { name: parameter, in: place, required, schema } of parameters) {
        if (!parameter || (place === 'query' && !required && parameter !== field)) continue
        for (const value of [valueOf(schema, parameter)].flat()) {
          if (place === 'path') address = address.replace(`{${parameter}}`, String(value))
          if (place === 'query') query.append(parameter, String(value))
        }
      }
      const url = `/api${address}?${query.toString()}`
      return body ? { url, payload: valueOf(body, '') as object } : { url }
    },
  }))
}

/** An id, or a key that may be one alone. */
function isId({ format, pattern }: Schema): boolean {
  return format === 'uuid' || pattern?.startsWith('^[0-9a-f-]{36}(') === true
}

function holdsId(schema: Schema): boolean {
  const { anyOf = [], items, properties = {} } = schema
  return isId(schema) || [...anyOf, ...(items ? [items] : []), ...Object.values(properties)].some(holdsId)
}

/** A value that the schema takes; of an object what is required and what holds an id. */
function sample(schema: Schema, name: string, idOf: (field: string) => string): unknown {
  const { type, format = '', anyOf, items, properties = {}, required = [] } = schema
  if (isId(schema)) return idOf(name)
  if (anyOf) return sample(anyOf.find(holdsId) ?? anyOf[0] ?? {}, name, idOf)
  if (schema.const !== undefined || schema.enum) return schema.const ?? schema.enum?.[0]
  if (name in USUAL && type !== 'array') return USUAL[name]
  if (type === 'object') {
    const wanted = Object.entries(properties).filter(([key, of]) => required.includes(key) || holdsId(of))
    return Object.fromEntries(wanted.map(([key, of]) => [key, sample(of, key, idOf)]))
  }
  if (type === 'array') return Array.from({ length: schema.minItems ?? 1 }, () => sample(items ?? {}, name, idOf))
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1)
  if (type === 'boolean') return true
  if (schema.pattern?.includes('[01]\\d')) return '10:00'
  return OF_FORMAT[format] ?? 'x'.repeat(schema.minLength ?? 1)
}
