import { asPeriod, periodKey } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { zoneOf } from '#core/http/by.ts'
import type { Actor } from '#core/http/routes.ts'
import { SMALL_SAMPLE } from '#core/statistics/rate.ts'
import { employedPart } from '#modules/plans/api.ts'
import { figuresOfLines, linesAbove } from '../calc/lines.ts'
import { mediansOfLines } from '../calc/medians.ts'
import { type Asked, countedByOwner } from '../data/counted.ts'
import { winsByOwner } from '../data/medians.ts'
import { type LineNames, linesInSight, NOBODY } from './lines.ts'

export interface Filters {
  period: string
  pipelineId?: string | undefined
  sourceIds?: string[] | undefined
}

/** What each seller did in the period, with exact sums at every level. @throws Refusal FORBIDDEN */
export async function sellersTable(tx: Tx, actor: Actor, filters: Filters, names: LineNames) {
  const period = asPeriod(filters.period)
  const lines = await linesInSight(tx, actor, names)
  const asked = askedBy(actor, filters)
  const counted = await countedByOwner(tx, asked, period, zoneOf({ actor }))
  const figures = figuresOfLines(lines, counted, NOBODY)
  const rows = lines.flatMap(({ role, ...line }) => {
    const own = figures.get(line.subjectId)
    if (!own) return []
    const isEmpty = own.created === 0 && own.won === 0 && own.lost === 0 && own.salesMinor === 0 && own.open.n === 0
    const isListed = line.level !== 'person' && line.level !== 'nobody'
    // A seller is listed although he has done nothing yet; a head only when he sells himself.
    const isSelling = role === 'seller' && employedPart(period, line) !== null
    return isEmpty && !isListed && !isSelling ? [] : [{ ...line, ...own }]
  })
  return { period: { key: periodKey(period), start: period.start, end: period.end }, rows }
}

/** Medians do not sum, so every line asks for its own. @throws Refusal FORBIDDEN */
export async function sellersMedians(tx: Tx, actor: Actor, filters: Filters, names: LineNames) {
  const lines = await linesInSight(tx, actor, names)
  const owners = new Set(
    lines.filter((line) => line.level === 'person' || line.level === 'nobody').map((line) => line.subjectId),
  )
  const wins = await winsByOwner(tx, askedBy(actor, filters), asPeriod(filters.period))
  const rows = mediansOfLines(linesAbove(lines, owners), wins)
  return { rows: rows.map((row) => ({ ...row, small: row.n < SMALL_SAMPLE })) }
}

export function askedBy({ scope, people }: Actor, { pipelineId, sourceIds }: Filters): Asked {
  return { owners: scope === 'all' ? null : people, pipelineId: pipelineId ?? null, sources: sourceIds ?? null }
}
