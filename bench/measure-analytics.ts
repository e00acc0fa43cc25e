import type pg from 'pg'
import { type AnalyticsQuestion, analyticsQuestions } from './analytics-questions.ts'
import { type Prepared, prepared, send, type Session } from './client.ts'
import type { Duck } from './duck.ts'
import { type Latencies, timed } from './figures.ts'
import type { BenchOptions } from './options.ts'
import type { Ground } from './questions.ts'
import { type Line, met, printTable } from './table.ts'

const P95_MS = { page: 100, cut: 300 }
/** How much faster than a scan of columns a page has to be. */
const TIMES_FASTER = 5

/** Questions of analytics over HTTP, beside the same as SQL of the written rows in PostgreSQL and in a column store. */
export async function measureAnalytics(
  who: string,
  session: Session,
  raw: pg.Client,
  duck: Duck | null,
  ground: Ground,
  { questionMs }: BenchOptions,
): Promise<void> {
  const lines: Line[] = []
  for (const question of analyticsQuestions) {
    const whose = ground.people ? `d.owner_id in (${ground.people.map((id) => `'${id}'`).join(', ')})` : 'true'
    const inDatabase = `d.workspace_id = '${ground.workspaceId}' and ${whose}`
    const { sql } = question
    const hand = (where: string) => (round: number) => sql?.(where, ground, round % question.variants) ?? ''
    const ours = await asked(question, session, ground, questionMs).catch((error: Error) => error)
    const raws = sql
      ? await timed((round) => raw.query(hand(inDatabase)(round)), { forMs: questionMs / 2, least: 3 }).catch(
          (error: Error) => error,
        )
      : null
    const ducks =
      duck && sql
        ? await timed((round) => duck.run(hand(`${whose} and d.id is not null`)(round)), {
            forMs: questionMs / 2,
            least: 3,
          }).catch((error: Error) => error)
        : null
    for (const one of [ours, raws, ducks])
      if (one instanceof Error) console.error(`  ${question.name}: ${one.message.slice(0, 300)}`)
    lines.push({ name: question.name, cells: cellsOf(question, ours, raws, ducks) })
  }
  printTable(
    `Analytics over HTTP as ${who}, ms`,
    ['', 'p50', 'p95', 'target p95', '', 'raw SQL', 'DuckDB', 'raw ÷ ours', 'DuckDB ÷ ours', ''],
    lines,
  )
}

async function asked(question: AnalyticsQuestion, session: Session, ground: Ground, forMs: number): Promise<Latencies> {
  const requests: Prepared[] = []
  for (let round = 0; round < question.variants; round++)
    requests.push(await prepared(session, (api) => question.ask(api, ground, round)))
  for (const request of requests) await send(request)
  return timed((round) => send(requests[round % requests.length] as Prepared), { forMs, least: 20 })
}

function cellsOf(
  { kind }: AnalyticsQuestion,
  ours: Latencies | Error,
  raws: Latencies | Error | null,
  ducks: Latencies | Error | null,
): Line['cells'] {
  if (ours instanceof Error) return ['failed']
  const target = P95_MS[kind]
  const raw = raws === null || raws instanceof Error ? null : raws.p50
  const duck = ducks === null || ducks instanceof Error ? null : ducks.p50
  const times = duck === null ? null : duck / ours.p50
  return [
    ours.p50,
    ours.p95,
    target,
    met(ours.p95 <= target),
    raw,
    duck,
    raw === null ? null : raw / ours.p50,
    times,
    kind === 'page' && times !== null ? met(times >= TIMES_FASTER) : '',
  ]
}
