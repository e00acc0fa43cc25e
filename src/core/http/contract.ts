import { type ErrorMap, type InferContractRouterInputs, type InferContractRouterOutputs, oc } from '@orpc/contract'
import { z } from 'zod'
import { isPeriodKey } from '#core/calendar/period.ts'

export interface EndpointMeta {
  /** Whether it may be asked without signing in. */
  anonymous: boolean
  /** About the asker's own account: for a signed-in person, an auditor too, and never for an API key. */
  ownAccount: boolean
  /** The answer holds a link or a key that is shown once: it is not kept for a repeated request. */
  secretAnswer: boolean
}

interface Endpoint<Input extends z.ZodType, Output extends z.ZodType, Errors extends ErrorMap> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /api, with parameters in braces: '/deals/{id}'. Fields of the input that are not in the path travel in the query (GET, DELETE) or the JSON body. */
  path: `/${string}`
  /** One line for the API page. */
  summary: string
  tag: string
  input: Input
  output: Output
  errors?: Errors
  anonymous?: boolean
  ownAccount?: boolean
  secretAnswer?: boolean
}

/** Errors that every endpoint may answer with; sentences stand in core/http/texts. */
const shared = {
  UNAUTHORIZED: { status: 401 },
  FORBIDDEN: { status: 403 },
  NOT_FOUND: { status: 404 },
} as const

/** Of endpoints that write, when the request carries an Idempotency-Key. */
const repeated = {
  IDEMPOTENCY_KEY_REUSED: { status: 409 },
  IDEMPOTENCY_KEY_BAD: { status: 400 },
} as const

/** Declares one endpoint: its place, what goes in and out, and which errors it may answer with. */
export function endpoint<
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Errors extends ErrorMap = Record<never, never>,
>(it: Endpoint<Input, Output, Errors>) {
  return oc
    .$meta<EndpointMeta>({ anonymous: false, ownAccount: false, secretAnswer: false })
    .meta({
      anonymous: it.anonymous ?? false,
      ownAccount: it.ownAccount ?? false,
      secretAnswer: it.secretAnswer ?? false,
    })
    .route({ method: it.method, path: it.path, summary: it.summary, tags: [it.tag], inputStructure: 'compact' })
    .errors({ ...shared, ...(it.method === 'GET' ? {} : repeated), ...(it.errors ?? ({} as Errors)) })
    .input(it.input)
    .output(it.output)
}

export type Inputs<Contract extends Parameters<typeof oc.router>[0]> = InferContractRouterInputs<Contract>
export type Outputs<Contract extends Parameters<typeof oc.router>[0]> = InferContractRouterOutputs<Contract>

/** Identifier of anything. */
export const id = z.uuid()

/** Whole minor units (kopecks) that fit both the database and a JavaScript number: up to a trillion roubles. */
export const amountMinor = z.int().min(-100_000_000_000_000).max(100_000_000_000_000)

/** Between 1900 and 2100: the year 0021 is a typing error. The first day of 2100 ends the last period. */
const isOurTime = (text: string) => text >= '1900-01-01' && text <= '2100-01-01'

/** A calendar day, '2026-11-21', between 1900 and 2100. */
export const day = z.iso.date().refine(isOurTime, { params: { code: 'YEAR_OUT_OF_RANGE' } })

/** A day in an answer. Arithmetic steps over the years that people may type: what came before 1900 is compared with as well. */
export const reckonedDay = z.iso.date()

/** What is wrong with a period: two days the wrong way round, a year that cannot be, or anything else. Null: nothing. */
function whyNoPeriod(key: string): string | null {
  const isKnown: boolean = isPeriodKey(key)
  if (isKnown) return null
  const [from = '', to = ''] = key.split('..')
  const days = [from, to].every((text) => /^\d{4}-\d\d-\d\d$/.test(text))
  if (days && from > to) return 'DAYS_REVERSED'
  const isOutside = key
    .split('..')
    .some((part) => /^\d{4}(?:-|$)/.test(part) && !isOurTime(`${part.slice(0, 4)}-06-01`))
  return isOutside ? 'YEAR_OUT_OF_RANGE' : 'NOT_A_PERIOD'
}

/** A period by its key: '2026', '2026-Q4', '2026-11', '2026-W47', a day, or two days '2026-11-01..2026-11-15', the last one included. */
export const periodKey = z
  .string()
  .max(24)
  .check(({ value, issues }) => {
    const code = whyNoPeriod(value)
    if (code) issues.push({ code: 'custom', input: value, params: { code } })
  })

/** A moment with its offset from UTC, between 1900 and 2100. */
export const instant = z.iso.datetime({ offset: true }).refine(isOurTime, { params: { code: 'YEAR_OUT_OF_RANGE' } })

/** Text that people wrote: trimmed, without control characters that no screen can show. */
export const line = (most: number) =>
  z
    .string()
    .max(most * 4)
    // oxlint-disable-next-line no-control-regex
    .transform((text) => text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim())
    .pipe(z.string().max(most))

/** One page of a list: `cursor` of the last answer, or nothing for the first. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), nextCursor: z.string().nullable() })

/** An answer that has nothing to say but that it is done. */
export const done = z.object({ done: z.literal(true) })

/** A flag or a list in a query string arrives as text; these read both forms. */
export const flag = z.union([z.boolean(), z.stringbool()])
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(item))
