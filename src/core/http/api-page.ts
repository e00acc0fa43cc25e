import type { Language } from '#core/i18n/language.ts'
import { htmlText } from '#core/documents/html-text.ts'
import { en } from './api-page-texts.en.ts'
import { ru } from './api-page-texts.ru.ts'
import type { Document } from './openapi.ts'

interface Operation {
  operationId?: string
  summary?: string
  tags?: string[]
  security?: Record<string, unknown>[]
  parameters?: { name?: string; in?: string; required?: boolean; schema?: Schema }[]
  requestBody?: { content?: Record<string, { schema?: Schema }> }
  responses?: Record<string, { content?: Record<string, { schema?: Schema }> }>
}

interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  const?: unknown
  enum?: unknown[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  additionalProperties?: Schema | boolean
}

const texts = { ru, en }

/** The API as one page for people, without scripts: every endpoint with what goes in, what comes out and which errors. */
export function apiPage(document: Document, language: Language): string {
  const words = texts[language]
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({ path, method, operation })),
  )
  const groups = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? '')
  const contents = [...groups.keys()].map((tag) => `<a href="#${htmlText(tag)}">${htmlText(tag)}</a>`)
  const sections = [...groups].map(
    ([tag, members]) =>
      `<h2 id="${htmlText(tag)}">${htmlText(tag)}</h2>${members.map((member) => endpointHtml(member, words)).join('')}`,
  )
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${words.title}</title><style>${STYLE}</style><main><h1>${words.title}</h1>
<p>${words.intro}</p><pre>curl -H 'Authorization: Bearer mk_…' ${htmlText(words.address)}/api/me</pre>
<p><a href="/api/openapi.json">openapi.json</a></p><nav>${contents.join(' ')}</nav>${sections.join('')}</main></html>`
}

function endpointHtml(
  { path, method, operation }: { path: string; method: string; operation: Operation },
  words: typeof ru,
): string {
  const inputs = [
    ...(operation.parameters ?? [])
      .filter((parameter) => parameter.name !== undefined)
      .map(({ name = '', in: place = '', required = false, schema = {} }) =>
        row(name, `${typeOf(schema)}, ${place}`, required, words),
      ),
    ...fields(Object.values(operation.requestBody?.content ?? {})[0]?.schema ?? {}, words),
  ]
  const answer = Object.values(operation.responses?.['200']?.content ?? {})[0]?.schema
  const errors = Object.entries(operation.responses ?? {})
    .filter(([status]) => Number(status) >= 400)
    .map(
      ([status, { content }]) =>
        `<li>${status} ${codes(Object.values(content ?? {})[0]?.schema ?? {})
          .map((code) => `<code>${htmlText(code)}</code>`)
          .join(' ')}`,
    )
  const access =
    operation.security === undefined ? '' : operation.security.length === 0 ? words.anonymous : words.sessionOnly
  return `<details><summary><b class="${method}">${method.toUpperCase()}</b> <code>${htmlText(path)}</code> <span>${htmlText(operation.summary ?? '')}</span></summary>
${access && `<p>${access}</p>`}${inputs.length > 0 ? `<h4>${words.input}</h4><table>${inputs.join('')}</table>` : ''}
${answer ? `<h4>${words.output}</h4><pre>${htmlText(sketch(answer))}</pre>` : ''}<h4>${words.errors}</h4><ul>${errors.join('')}</ul></details>`
}

function fields(schema: Schema, words: typeof ru): string[] {
  return Object.entries(schema.properties ?? {}).map(([name, field]) =>
    row(name, typeOf(field), schema.required?.includes(name) ?? false, words),
  )
}

function row(name: string, type: string, required: boolean, words: typeof ru): string {
  return `<tr><td><code>${htmlText(name)}</code><td>${htmlText(type)}<td>${required ? words.required : ''}`
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const variants = schema.anyOf ?? schema.oneOf
  if (variants) return variants.map(typeOf).join(' | ')
  if (schema.items) return `${typeOf(schema.items)}[]`
  if (schema.properties)
    return `{ ${Object.entries(schema.properties)
      .map(([name, field]) => `${name}: ${typeOf(field)}`)
      .join(', ')} }`
  const type = [schema.type ?? 'any'].flat().join(' | ')
  return schema.format ? `${type} (${schema.format})` : type
}

/** The shape of an answer, one field a line. */
function sketch(schema: Schema, indent = ''): string {
  if (schema.items && (schema.items.properties ?? schema.items.anyOf)) return `[${sketch(schema.items, indent)}]`
  if (!schema.properties) return typeOf(schema)
  const lines = Object.entries(schema.properties).map(
    ([name, field]) => `${indent}  ${name}: ${sketch(field, `${indent}  `)}`,
  )
  return `{\n${lines.join('\n')}\n${indent}}`
}

function codes(schema: Schema): string[] {
  const code = schema.properties?.['code']
  const own = code ? [code.const, ...(code.enum ?? [])].filter((value) => value !== undefined).map(String) : []
  return [...own, ...(schema.oneOf ?? []).flatMap(codes)]
}

const STYLE = `:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent)}
body{font:14px/1.5 'Golos Text',system-ui,sans-serif;margin:0}main{max-width:960px;margin:0 auto;padding:24px 16px 80px}
nav{display:flex;flex-wrap:wrap;gap:12px;margin:16px 0}h2{margin:32px 0 8px}h4{margin:12px 0 4px}
details{border-top:1px solid var(--line);padding:8px 0}summary{cursor:pointer;overflow-wrap:anywhere}summary span{opacity:.75}
b{display:inline-block;min-width:56px;font-size:12px}b.get{color:#2b7a9b}b.post,b.put,b.patch{color:#1e8a5b}b.delete{color:#c0562a}
pre,code{font:12px/1.5 ui-monospace,monospace}pre{overflow:auto;padding:8px;border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;width:100%}td{padding:3px 12px 3px 0;vertical-align:top;overflow-wrap:anywhere}ul{margin:0;padding-left:18px}`
