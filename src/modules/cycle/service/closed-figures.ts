import { asMonth } from '#core/calendar/month.ts'
import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { closedRows, correctionsOf } from '../data/closed-figures.ts'
import { closings } from '../data/closings.ts'
import { reads } from '../policy.ts'

/** A closed month as it was closed; of one that is open nothing. @throws Refusal FORBIDDEN */
export async function closedFigures(tx: Tx, { actor }: By, asked: string) {
  if (!reads(actor)) throw new Refusal('FORBIDDEN')
  const month = asMonth(asked)
  const isClosed = (await closings(tx, actor.workspaceId)).some((one) => one.month === month && one.state === 'closed')
  const stored = isClosed ? await closedRows(tx, actor.workspaceId, month) : []
  const rows = stored.map(({ personId, personName, ...figures }) => ({
    person: personId && personName !== null ? { id: personId, name: personName } : null,
    ...figures,
    attainment: figures.planMinor ? figures.factMinor / figures.planMinor : null,
  }))
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0)
  return {
    rows,
    totals: {
      planMinor: rows.some(({ planMinor }) => planMinor !== null) ? sum(({ planMinor }) => planMinor ?? 0) : null,
      factMinor: sum(({ factMinor }) => factMinor),
      correctionsMinor: sum(({ correctionsMinor }) => correctionsMinor),
      won: sum(({ won }) => won),
    },
  }
}

/** What a month takes over from closed ones. @throws Refusal FORBIDDEN */
export async function corrections(tx: Tx, { actor }: By, { month, limit }: { month: string; limit: number }) {
  if (!reads(actor)) throw new Refusal('FORBIDDEN')
  const found = await correctionsOf(tx, actor.workspaceId, asMonth(month), limit)
  return { rows: found, nextCursor: null, amountMinor: found.reduce((sum, row) => sum + row.amountMinor, 0) }
}
