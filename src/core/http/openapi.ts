import type { AnyContractRouter, OpenAPI } from '@orpc/contract'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { EndpointMeta } from './contract.ts'
import { IDEMPOTENCY_HEADER } from './idempotency.ts'
import { strictBodies } from './strict-bodies.ts'

export type Document = OpenAPI.Document

type Contract = Record<string, Record<string, AnyContractRouter>>
type Schema = Record<string, unknown>
type Operation = OpenAPI.OperationObject & {
  responses?: Record<string, { content?: Record<string, { schema?: Schema }> }>
}

const components = {
  securitySchemes: {
    apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: Authorization: Bearer mk_…' },
    session: { type: 'apiKey', in: 'cookie', name: 'mostik.session_token', description: 'Set by POST /sign-in' },
  },
  parameters: {
    idempotencyKey: {
      name: IDEMPOTENCY_HEADER,
      in: 'header',
      required: false,
      schema: { type: 'string', minLength: 8, maxLength: 190 },
      description: 'A repeated request with the same key gets the first answer and changes nothing.',
    },
  },
  schemas: {
    Error: {
      type: 'object',
      required: ['code', 'status', 'message'],
      properties: {
        code: { type: 'string', description: 'For programs; it does not change' },
        status: { type: 'integer' },
        message: { type: 'string', description: 'For people, in the language of X-Language or Accept-Language' },
        data: { description: 'What belongs to this code; issues name the fields of BAD_REQUEST' },
      },
    },
  },
}

/** The description of the whole API (OpenAPI 3.1) from the contract. */
export async function openApiDocument(contract: Contract): Promise<Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const strict = Object.fromEntries(Object.entries(contract).map(([name, part]) => [name, strictBodies(part)]))
  const document = await generator.generate(strict, {
    info: {
      title: 'Mostik',
      version: '1',
      description:
        'All that the screens of Mostik use. Amounts are integers of minor units (kopecks); days are 2026-11-21, moments carry an offset.',
    },
    servers: [{ url: '/api' }],
    security: [{ apiKey: [] }, { session: [] }],
    components: components as never,
  })
  for (const endpoints of Object.values(contract)) {
    for (const endpoint of Object.values(endpoints)) {
      const { meta, route } = (
        endpoint as unknown as { '~orpc': { meta: EndpointMeta; route: { method: string; path: string } } }
      )['~orpc']
      const operations = document.paths?.[route.path] as Record<string, Operation> | undefined
      const operation = operations?.[route.method.toLowerCase()]
      if (operation) tidy(operation, meta, route.method !== 'GET')
    }
  }
  return document
}

function tidy(operation: Operation, meta: EndpointMeta, writes: boolean): void {
  if (meta.anonymous) operation.security = []
  else if (meta.ownAccount) operation.security = [{ session: [] }]
  if (writes && !meta.anonymous && !meta.ownAccount) {
    operation.parameters = [...(operation.parameters ?? []), { $ref: '#/components/parameters/idempotencyKey' }]
  }
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    const json = response.content?.['application/json']
    if (Number(status) >= 400 && json?.schema) json.schema = errorSchema(json.schema)
  }
}

interface Variant {
  properties?: Record<string, { const?: string }>
}

/** One line for all codes without data instead of thirty for each. */
function errorSchema(schema: Schema): Schema {
  const variants: readonly Variant[] = (schema as { oneOf?: Variant[] }).oneOf ?? [schema]
  const declared = variants.filter(({ properties }) => properties?.['code']?.const)
  const code = (variant: (typeof declared)[number]) => variant.properties?.['code']?.const
  const plain = declared.filter(({ properties }) => Object.keys(properties?.['data'] ?? {}).length === 0)
  const own = declared.filter((variant) => !plain.includes(variant))
  const base = { $ref: '#/components/schemas/Error' }
  const described = own.map((variant) => ({
    ...base,
    properties: { code: { const: code(variant) }, data: variant.properties?.['data'] },
  }))
  const rest = plain.length > 0 ? [{ ...base, properties: { code: { enum: plain.map(code) } } }] : []
  const all = [...rest, ...described]
  return all.length === 1 ? (all[0] as Schema) : { oneOf: all }
}
