import type pg from 'pg'
import type { Day } from '#core/calendar/day.ts'
import { type AskedOften, askedOften } from './asked-often.ts'
import type { Session } from './client.ts'
import { type Latencies, timed } from './figures.ts'
import type { BenchOptions } from './options.ts'
import { type Ground, type Question, questions } from './questions.ts'
import type { RunningServer } from './server.ts'
import { type Line, met, printTable } from './table.ts'

const SCREEN_P95_MS = 100

export async function measureQuestions(
  who: string,
  server: RunningServer,
  session: Session,
  raw: pg.Client,
  ground: Ground,
  { questionMs }: BenchOptions,
): Promise<void> {
  const lines: Line[] = []
  for (const question of questions) {
    const ours = await askedOften(server, question, session, ground, { forMs: questionMs, least: 30 }).catch(
      (error: Error) => error,
    )
    const byHand = await timed(
      (round) => raw.query(question.raw(ground, round % question.variants) as pg.QueryConfig),
      { forMs: questionMs / 2, least: 3 },
    ).catch((error: Error) => error)
    if (ours instanceof Error || byHand instanceof Error) {
      const problem = [ours, byHand].find((answer) => answer instanceof Error)
      lines.push({ name: question.name, cells: ['failed'] })
      console.error(`  ${question.name}: ${problem?.message.slice(0, 300)}`)
      continue
    }
    lines.push({ name: question.name, cells: cellsOf(question, ours, byHand) })
  }
  printTable(
    `Questions over HTTP as ${who}, ms`,
    ['', 'p50', 'p95', 'target', '', 'CPU server', 'database', 'raw SQL', 'raw ÷ ours', 'CRM ÷ ours'],
    lines,
  )
}

function cellsOf({ targetMs, peerMs }: Question, ours: AskedOften, byHand: Latencies): Line['cells'] {
  const isMet = ours.p50 <= targetMs && ours.p95 <= SCREEN_P95_MS
  return [
    ours.p50,
    ours.p95,
    targetMs,
    met(isMet),
    ours.cost?.server ?? null,
    ours.cost?.database ?? null,
    byHand.p50,
    byHand.p50 / ours.p50,
    peerMs ? peerMs / ours.p50 : null,
  ]
}

export async function groundOf(raw: pg.Client, workspaceId: string, sellerId: string): Promise<Ground> {
  const { rows: pipelines } = await raw.query<{ id: string }>(
    'select id from pipelines where workspace_id = $1 order by position limit 1',
    [workspaceId],
  )
  const { rows: words } = await raw.query<{ word: string }>(
    `select substring(title from '«([^»]+)»') as word from deals where workspace_id = $1 and title ~ '«' order by md5(id::text) limit 40`,
    [workspaceId],
  )
  const { rows: deals } = await raw.query<{ id: string }>(
    `select id from deals where workspace_id = $1 and owner_id = $2 and outcome = 'open' and deleted_at is null order by created_at desc limit 1`,
    [workspaceId, sellerId],
  )
  const { rows: fields } = await raw.query<{ id: string }>(
    `select id from fields where workspace_id = $1 and subject = 'deal' and kind in ('choice', 'choices') and archived_at is null order by position limit 1`,
    [workspaceId],
  )
  const { rows: stages } = await raw.query<{ id: string }>(
    `select id from stages where workspace_id = $1 and pipeline_id = $2 and meaning = 'open' and archived_at is null order by position limit 1`,
    [workspaceId, pipelines[0]?.id],
  )
  const { rows: sources } = await raw.query<{ id: string }>(
    'select source_id as id from deals where workspace_id = $1 and source_id is not null group by 1 order by count(*) desc, 1 limit 1',
    [workspaceId],
  )
  return {
    workspaceId,
    fieldId: fields[0]?.id ?? '',
    pipelineId: pipelines[0]?.id ?? '',
    stageId: stages[0]?.id ?? '',
    sourceId: sources[0]?.id ?? '',
    today: new Date().toISOString().slice(0, 10) as Day,
    people: null,
    words: words.map(({ word }) => word),
    sellerId,
    dealId: deals[0]?.id ?? '',
  }
}
