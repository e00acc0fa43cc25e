import type pg from 'pg'
import { type Prepared, prepared, send, type Session } from './client.ts'
import type { Duck } from './duck.ts'
import { type Cost, costOf, type Latencies, timed } from './figures.ts'
import type { BenchOptions } from './options.ts'
import { type PageQuestion, pageQuestions, type Role } from './page-questions.ts'
import type { Ground } from './questions.ts'
import type { RunningServer } from './server.ts'
import { type Line, met, printTable } from './table.ts'

const P95_MS = 100
/** How much faster than a scan of columns an answer has to be. */
const TIMES_FASTER = 5

/** What every page asks first, over HTTP, beside the same as SQL of the written rows where it is a scan of them. */
export async function measurePages(
  role: Role,
  server: RunningServer,
  session: Session,
  raw: pg.Client,
  duck: Duck | null,
  ground: Ground,
  { questionMs }: BenchOptions,
): Promise<void> {
  const whose = ground.people ? `d.owner_id in (${ground.people.map((id) => `'${id}'`).join(', ')})` : 'true'
  const asked = pageQuestions.filter(({ roles = ['owner', 'head'] }) => roles.includes(role))
  const lines: Line[] = []
  for (const question of asked) {
    const ours = await askedOften(server, question, session, ground, questionMs).catch((error: Error) => error)
    if (ours instanceof Error) {
      console.error(`  ${question.name}: ${ours.message.slice(0, 300)}`)
      lines.push({ name: question.name, cells: ['failed'] })
      continue
    }
    const scan = (where: string) => (round: number) => question.sql?.(where, ground, round % question.variants) ?? ''
    const limits = { forMs: questionMs / 2, least: 3 }
    // A seller's scan is an index's work, not a column store's.
    const isScan = question.sql !== undefined && role !== 'seller'
    const byHand = isScan
      ? await timed(
          (round) => raw.query(forPostgres(scan(`d.workspace_id = '${ground.workspaceId}' and ${whose}`)(round))),
          limits,
        )
      : null
    const byDuck = isScan && duck ? await timed((round) => duck.run(scan(whose)(round)), limits) : null
    lines.push({ name: question.name, cells: cellsOf(question, ours, byHand, byDuck) })
  }
  printTable(
    `Pages over HTTP as ${role}, ms`,
    [
      '',
      'p50',
      'p95',
      'target p95',
      '',
      'CPU server',
      'database',
      'raw SQL',
      'DuckDB',
      'raw ÷ ours',
      'DuckDB ÷ ours',
      '',
    ],
    lines,
  )
}

/** PostgreSQL has no median. */
const forPostgres = (text: string) =>
  text.replace(/median\(([^)]+)\)/g, 'percentile_cont(0.5) within group (order by $1)')

async function askedOften(
  server: RunningServer,
  question: PageQuestion,
  session: Session,
  ground: Ground,
  forMs: number,
): Promise<Latencies & { cost: Cost | null }> {
  const requests: Prepared[] = []
  for (let round = 0; round < question.variants; round++)
    requests.push(await prepared(session, (api) => question.ask(api, ground, round)))
  for (const request of requests) await send(request)
  const before = server.processor()
  const found = await timed((round) => send(requests[round % requests.length] as Prepared), { forMs, least: 20 })
  return { ...found, cost: costOf(before, server.processor(), found.n) }
}

function cellsOf(
  { p95Ms = P95_MS }: PageQuestion,
  ours: Latencies & { cost: Cost | null },
  byHand: Latencies | null,
  byDuck: Latencies | null,
): Line['cells'] {
  const times = byDuck && byDuck.p50 / ours.p50
  return [
    ours.p50,
    ours.p95,
    p95Ms,
    met(ours.p95 <= p95Ms),
    ours.cost?.server ?? null,
    ours.cost?.database ?? null,
    byHand?.p50 ?? null,
    byDuck?.p50 ?? null,
    byHand && byHand.p50 / ours.p50,
    times,
    times === null ? '' : met(times >= TIMES_FASTER),
  ]
}
