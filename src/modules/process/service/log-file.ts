import { Readable } from 'node:stream'
import { csvText } from '#core/files/write-csv.ts'
import { decimalOfMinor } from '#core/files/write-cells.ts'
import { isCurrency, minorDigits } from '#core/money/currency.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor, Services } from '#core/http/routes.ts'
import { mayExport } from '#modules/lists/api.ts'
import { audit } from '#modules/org/api.ts'
import type { FunnelFilters } from '#modules/funnel/api.ts'
import { type XesEvent, xesText } from '../calc/xes.ts'
import { type LoggedMove, logPage } from '../data/log.ts'
import type { WaysAsked } from '../data/ways.ts'
import { askedWays } from './process.ts'

export type LogFormat = 'csv' | 'xes'

const DEALS_A_PAGE = 500

/**
 * The log of the deals of the question as a file, written as fast as it is taken; a line in the audit log says who took it.
 * @throws Refusal FORBIDDEN to those who may not take files out; as askedWays
 */
export async function logFile(
  { gate, clock }: Pick<Services, 'gate' | 'clock'>,
  actor: Actor,
  filters: FunnelFilters & { period: string },
  format: LogFormat,
): Promise<{ name: string; stream: Readable }> {
  const { asked, name } = await gate.as(
    actor,
    async (tx) => {
      if (!(await mayExport(tx, actor))) throw new Refusal('FORBIDDEN')
      const found = await askedWays(tx, { actor, now: clock.now() }, filters)
      return { asked: found.asked, name: `${found.pipeline.name} ${filters.period}` }
    },
    { readOnly: true },
  )
  await gate.asServer((tx) =>
    audit(tx, actor, 'export.list', 'process', null, { list: 'process.log', format, ...filters }),
  )
  const moves = events(gate, actor, asked)
  const text =
    format === 'xes' ? xesText(name, asXes(moves)) : csvText(COLUMNS, asCells(moves), { delimiter: ',', bom: false })
  return { name: `${name}.${format}`, stream: Readable.from(text, { objectMode: false }) }
}

/** A page a transaction: whoever downloads slowly holds no snapshot. */
async function* events(gate: Services['gate'], actor: Actor, asked: WaysAsked): AsyncGenerator<LoggedMove> {
  let after: readonly [string, string] | null = null
  for (;;) {
    const from: readonly [string, string] | null = after
    const rows: LoggedMove[] = await gate.as(actor, (tx) => logPage(tx, asked, { after: from, deals: DEALS_A_PAGE }), {
      readOnly: true,
    })
    yield* rows
    const last = rows.at(-1)
    if (!last) return
    after = [last.moment, last.dealId]
  }
}

const amountOf = ({ amountMinor, currency }: LoggedMove) =>
  decimalOfMinor(amountMinor, isCurrency(currency) ? minorDigits(currency) : 2)

/** Names that programs for process mining and our own import of stage histories know. */
const COLUMNS = ['case_id', 'title', 'stage', 'timestamp', 'resource', 'amount', 'currency', 'source', 'pipeline'].map(
  (title) => ({ title }),
)

async function* asCells(moves: AsyncIterable<LoggedMove>) {
  for await (const move of moves) {
    const { dealId, title, stage, at, resource, currency, source, pipeline } = move
    yield [dealId, title, stage, at.toISOString(), resource, amountOf(move), currency, source, pipeline]
  }
}

async function* asXes(moves: AsyncIterable<LoggedMove>): AsyncGenerator<XesEvent> {
  for await (const move of moves) {
    const { dealId, title, currency, source, stage, at, resource } = move
    yield {
      caseId: dealId,
      title,
      amount: amountOf(move),
      currency,
      source,
      activity: stage,
      at: at.getTime(),
      resource,
    }
  }
}
