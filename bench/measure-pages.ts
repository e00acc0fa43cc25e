import type pg from 'pg'
import { type AskedOften, askedOften } from './asked-often.ts'
import { prepared, send, type Session } from './client.ts'
import type { Duck } from './duck.ts'
import { type Latencies, timed } from './figures.ts'
import type { BenchOptions } from './options.ts'
import { type PageQuestion, pageQuestions, type Role } from './page-questions.ts'
import { forPostgres } from './page-scans.ts'
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
  { questionMs, page }: BenchOptions,
): Promise<void> {
  const whose = ground.people ? `d.owner_id in (${ground.people.map((id) => `'${id}'`).join(', ')})` : 'true'
  const asked = pageQuestions.filter(
    ({ name, roles = ['owner', 'head'] }) => roles.includes(role) && name.startsWith(page),
  )
  const lines: Line[] = []
  const floorMs = await floorOf(session, questionMs)
  for (const question of asked) {
    const ours = await askedOften(server, question, session, ground, { forMs: questionMs, least: 20 }).catch(
      (error: Error) => error,
    )
    if (ours instanceof Error) {
      console.error(`  ${question.name}: ${ours.message.slice(0, 300)}`)
      lines.push({ name: question.name, cells: ['failed'] })
      continue
    }
    // A seller's scan is an index's work, not a column store's.
    const scan = role === 'seller' ? undefined : question.scan
    const limits = { forMs: questionMs / 2, least: 3 }
    const { workspaceId } = ground
    const own = (alias: string) => `${alias}.workspace_id = '${workspaceId}'`
    const period = (round: number) => scan?.period(ground, round % question.variants) ?? ''
    const inPostgres = (round: number) =>
      forPostgres(scan?.of({ whose: `${own('d')} and ${whose}`, own }, period(round), ground) ?? '')
    const inDuck = (round: number) => scan?.of({ whose, own: () => 'true' }, period(round), ground) ?? ''
    const byHand = scan
      ? await timed((round) => raw.query(inPostgres(round)), limits).catch((error: Error) => failed(question, error))
      : null
    const byDuck =
      scan && duck
        ? await timed((round) => duck.run(inDuck(round)), limits).catch((error: Error) => failed(question, error))
        : null
    lines.push({ name: question.name, cells: cellsOf(question, ours, { byHand, byDuck, floorMs }) })
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
  console.log(
    `floor: the scan itself takes less than ${TIMES_FASTER} × ${floorMs.toFixed(1)} ms, which an answer without any figures takes over HTTP as ${role}`,
  )
}

/** What an answer takes that reads hardly anything: the request, the session, the scope of the rows. */
async function floorOf(session: Session, forMs: number): Promise<number> {
  const request = await prepared(session, (api) => api.cases.counts({}))
  await send(request)
  return (await timed(() => send(request), { forMs: forMs / 2, least: 20 })).p50
}

function failed({ name }: PageQuestion, { message }: Error): null {
  console.error(`  ${name}, the same as SQL: ${message.slice(0, 300)}`)
  return null
}

function cellsOf(
  { p95Ms = P95_MS }: PageQuestion,
  ours: AskedOften,
  { byHand, byDuck, floorMs }: { byHand: Latencies | null; byDuck: Latencies | null; floorMs: number },
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
    times === null
      ? ''
      : times < TIMES_FASTER && (byDuck?.p50 ?? 0) < TIMES_FASTER * floorMs
        ? 'floor'
        : met(times >= TIMES_FASTER),
  ]
}
