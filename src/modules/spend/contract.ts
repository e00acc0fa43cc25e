import { z } from 'zod'
import { amountMinor, day, endpoint, id, line } from '#core/http/contract.ts'
import { currencies } from '#core/money/currency.ts'

export const articles = ['pay', 'tools', 'hiring', 'training', 'other'] as const
export const article = z.enum(articles)
export type Article = z.output<typeof article>

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
const year = z.coerce.number().int().min(2000).max(2099)
const amount = amountMinor.min(0)
const campaign = line(200)
const currency = z.enum(currencies)

const cell = z.object({
  id,
  sourceId: id,
  /** '': the source as a whole. */
  campaign: z.string(),
  day,
  amountMinor: amount,
  currency: z.string(),
  /** In the company's currency. */
  baseMinor: amount,
  note: z.string().nullable(),
  fromFile: z.boolean(),
  version: z.int(),
})
export type SpendCell = z.output<typeof cell>

const spendLine = z.object({
  sourceId: id,
  campaign: z.string(),
  /** By month, '2026-11': in the company's currency, and whether all of it was entered in that currency. */
  months: z.record(z.string(), z.object({ amountMinor: amount, foreign: z.boolean() })),
})
export type SpendLine = z.output<typeof spendLine>

const cost = z.object({ month, article, amountMinor: amount, version: z.int() })
export type CostCell = z.output<typeof cost>

const source = z.object({ id, name: z.string(), archived: z.boolean() })
const may = z.object({ write: z.boolean() })
const tag = 'Spend'
const changed = { SPEND_CHANGED: { status: 409 } } as const
const refused = {
  SPEND_SOURCE_UNKNOWN: { status: 400 },
  SPEND_IN_FUTURE: { status: 400 },
  RATE_MISSING: { status: 400, data: z.object({ currency: z.string(), day: z.string() }) },
} as const

export const spendContract = {
  year: endpoint({
    method: 'GET',
    path: '/spend',
    summary: 'Spend of a year by source, campaign and month',
    tag,
    input: z.object({ year }),
    output: z.object({ sources: z.array(source), rows: z.array(spendLine), may }),
  }),
  days: endpoint({
    method: 'GET',
    path: '/spend/days',
    summary: 'Spend of a month by source, campaign and day',
    tag,
    input: z.object({ month, sourceId: id.optional() }),
    output: z.object({ sources: z.array(source), rows: z.array(cell), may }),
  }),
  setDays: endpoint({
    method: 'PUT',
    path: '/spend/days',
    summary: 'Set or clear spend of single days, all or none',
    tag,
    input: z.object({
      cells: z
        .array(
          z.object({
            sourceId: id,
            campaign: campaign.default(''),
            day,
            /** Null clears it. */
            amountMinor: amount.nullable(),
            /** Absent: the company's. */
            currency: currency.optional(),
            note: line(500).nullish(),
            /** 0: there was nothing. */
            version: z.int().min(0),
          }),
        )
        .min(1)
        .max(1_000),
    }),
    output: z.object({ rows: z.array(cell) }),
    errors: { ...changed, ...refused },
  }),
  spread: endpoint({
    method: 'POST',
    path: '/spend/spread',
    summary: 'Put an amount on the days of a span evenly, in the place of what a campaign of a source had on them',
    tag,
    input: z
      .object({
        sourceId: id,
        campaign: campaign.default(''),
        from: day,
        /** The last day, included. */
        to: day,
        /** Null clears the days. */
        amountMinor: amount.nullable(),
        currency: currency.optional(),
        note: line(500).nullish(),
        /** What was seen on these days, in the company's currency: somebody may have changed it meanwhile. Absent: whatever it is. */
        seenMinor: amount.nullish(),
      })
      .refine(({ from, to }) => from <= to, { params: { code: 'NOT_A_PERIOD' } }),
    output: z.object({ days: z.int(), baseMinor: amount }),
    errors: { ...changed, ...refused, SPEND_SPAN_TOO_LONG: { status: 400 } },
  }),
  costs: endpoint({
    method: 'GET',
    path: '/spend/costs',
    summary: 'Costs of acquisition besides advertising, by month and article',
    tag,
    input: z.object({ year }),
    output: z.object({ cells: z.array(cost), may }),
  }),
  setCosts: endpoint({
    method: 'PUT',
    path: '/spend/costs',
    summary: 'Set or clear costs of acquisition, all or none',
    tag,
    input: z.object({
      cells: z
        .array(z.object({ month, article, amountMinor: amount.nullable(), version: z.int().min(0) }))
        .min(1)
        .max(500),
    }),
    output: z.object({ cells: z.array(cost) }),
    errors: changed,
  }),
}
