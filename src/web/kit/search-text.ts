import type { z } from 'zod'
import { textOfList } from './search-params.ts'

type Simple = string | number | boolean | null | undefined

/** A search as links are given it: plain values and lists of them. */
export type Search = Record<string, Simple | readonly Simple[]>

/** Parses an address's search; everything stays text until a page's schema reads it. */
export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text))
}

/** Writes a search: empty values are left out, lists are joined by commas. */
export function stringifySearch(search: Search): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === '') continue
    if (Array.isArray(value) && value.length === 0) continue
    if (Array.isArray(value)) params.set(key, textOfList(value))
    else params.set(key, String(value))
  }
  // Signs that an address may hold as they are: filters stay readable.
  const text = params.toString().replace(/%(2C|3A|3B|28|29)/g, decodeURIComponent)
  return text === '' ? '' : `?${text}`
}

/** Parses what the schema accepts and drops the keys it refuses. */
export function parseLeniently<S extends z.ZodObject>(schema: S, raw: Search): z.output<S> {
  const first = schema.safeParse(raw)
  if (first.success) return first.data
  const bad = new Set(first.error.issues.map((issue) => String(issue.path[0])))
  return schema.parse(Object.fromEntries(Object.entries(raw).filter(([key]) => !bad.has(key))))
}

/** Leaves out what equals the schema's defaults, so that an address says only what was chosen. */
export function withoutDefaults(schema: z.ZodObject, search: object): Search {
  const defaults = schema.safeParse({})
  const base: Record<string, unknown> = defaults.success ? defaults.data : {}
  const differs = ([key, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(base[key])
  const chosen: Search = Object.fromEntries(Object.entries(search).filter(differs))
  return chosen
}
