import { z } from 'zod'
import { day, endpoint, id, pageOf } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { rate } from '#modules/funnel/contract.ts'

export const abcClasses = ['A', 'B', 'C'] as const
export const xyzClasses = ['X', 'Y', 'Z'] as const
export const states = ['active', 'silent', 'lost', 'once'] as const
export const abc = z.enum(abcClasses)
export const xyz = z.enum(xyzClasses)
export const state = z.enum(states)
export type Abc = z.output<typeof abc>
export type Xyz = z.output<typeof xyz>
export type State = z.output<typeof state>

const money = z.int()
const count = z.int()

const settings = z.object({
  /** Months whose purchases are looked at. */
  months: z.int().min(3).max(36),
  /** A client is silent, and lost, after so many of his own median intervals between purchases. */
  silentAfter: z.number().min(1).max(10),
  lostAfter: z.number().min(1).max(20),
  version: z.int().min(0),
})
export type SegmentsSettings = z.output<typeof settings>

const client = z.object({
  id,
  name: z.string(),
  /** False: a person or a deal without a firm; there is no card to open. */
  hasCard: z.boolean(),
  owner: z.object({ id, name: z.string() }).nullable(),
  abc,
  /** Null: too new to be judged. */
  xyz: xyz.nullable(),
  recency: z.int(),
  frequency: z.int(),
  monetary: z.int(),
  state,
  orders: count,
  /** In the months looked at, of whoever the reader sees. */
  recentMinor: money,
  firstOn: day,
  lastOn: day,
  silentDays: count,
  /** Own rhythm: median days between purchases; null of one purchase. */
  intervalDays: z.number().nullable(),
})
export type Client = z.output<typeof client>

const cell = z.object({ abc, xyz: xyz.nullable(), clients: count, recentMinor: money })

const classOf = z.enum(['abc', 'xyz', 'state'])
const tag = 'Segments'

export const segmentsContract = {
  summary: endpoint({
    method: 'GET',
    path: '/segments',
    summary: 'Classes of clients, concentration, repeat purchases, churn',
    tag,
    input: z.object({}),
    output: z.object({
      /** The day of the last computation; null: never. */
      asOf: day.nullable(),
      clients: count,
      recentMinor: money,
      cells: z.array(cell),
      states: z.array(z.object({ state, clients: count, recentMinor: money })),
      concentration: z.object({
        /** Part of the money of the largest client, of 5 % and 20 % of the clients. */
        top1: z.number().nullable(),
        top5: z.number().nullable(),
        top20: z.number().nullable(),
        /** Herfindahl–Hirschman index, 0…10,000. */
        hhi: z.number().nullable(),
        n: count,
      }),
      /** Clients with two purchases and more, of all. */
      repeat: rate,
      /** Of the clients who were active a year ago: lost since. */
      churn: rate,
      settings,
      scope: z.enum(['company', 'team']),
      may: z.object({ compute: z.boolean(), configure: z.boolean() }),
    }),
  }),
  clients: endpoint({
    method: 'GET',
    path: '/segments/clients',
    summary: 'Clients of a class, those with most money first',
    tag,
    input: z.object({
      abc: abc.optional(),
      /** 'none': too new to be judged. */
      xyz: z.enum([...xyzClasses, 'none']).optional(),
      state: state.optional(),
      /** Scores as three digits, '555'. */
      rfm: z
        .string()
        .refine((text) => /^[1-5]{3}$/.test(text), { params: { code: 'SEGMENT_SCORES' } })
        .optional(),
      sort: z.enum(['money', 'silence']).default('money'),
      cursor: cursor(z.tuple([z.number(), id])).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: pageOf(client),
  }),
  client: endpoint({
    method: 'GET',
    path: '/segments/clients/{id}',
    summary: 'Class of one client and how it changed; nothing when he has bought nothing',
    tag,
    input: z.object({ id }),
    output: z.object({
      client: client.nullable(),
      history: z.array(z.object({ from: day, to: day.nullable(), abc, xyz: xyz.nullable(), state })),
    }),
  }),
  migration: endpoint({
    method: 'GET',
    path: '/segments/migration',
    summary: 'How many clients went from which class to which between two days',
    tag,
    input: z.object({ of: classOf.default('abc'), from: day, to: day }),
    output: z.object({
      /** Days of the computations that were compared; null: there was none by then. */
      fromDay: day.nullable(),
      toDay: day.nullable(),
      /** Null: not a client yet, or too new to be judged. */
      cells: z.array(z.object({ from: z.string().nullable(), to: z.string().nullable(), clients: count })),
      /** Days that can be chosen, the latest first. */
      days: z.array(day),
    }),
    errors: { SEGMENT_DAYS_REVERSED: { status: 400 } },
  }),
  crossSell: endpoint({
    method: 'GET',
    path: '/segments/cross-sell',
    summary: 'Products that the same clients buy: how often together, and how much more often than by chance',
    tag,
    input: z.object({ by: z.enum(['product', 'group']).default('group') }),
    output: z.object({
      /** The day of the computation that found it; null: found now. */
      asOf: day.nullable(),
      /** So many purchases that they wait for the first computation of the classes. */
      waits: z.boolean(),
      /** Clients with any purchase that names products. */
      clients: count,
      products: z.array(z.object({ key: z.string(), name: z.string(), clients: count })),
      pairs: z.array(z.object({ a: z.string(), b: z.string(), clients: count, lift: z.number() })),
    }),
  }),
  compute: endpoint({
    method: 'POST',
    path: '/segments/compute',
    summary: 'Compute the classes now, without waiting for the night',
    tag,
    input: z.object({}),
    output: z.object({ asOf: day, clients: count, changed: count }),
  }),
  editSettings: endpoint({
    method: 'PUT',
    path: '/segments/settings',
    summary: 'Set the rules of the classes; they are computed anew at once',
    tag,
    input: settings,
    output: settings,
    errors: { SEGMENT_RULES_CHANGED: { status: 409 }, LOST_BEFORE_SILENT: { status: 400 } },
  }),
}
