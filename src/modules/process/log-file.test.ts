import { parse } from 'csv-parse/sync'
import { Window } from 'happy-dom'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const TITLES = [
  'Насос, 5 "дюймов"',
  "O'Neil & <сыновья>",
  'строка\nи ещё',
  ']]> <!-- -->',
  '=1+1; кран',
  '👩‍👩‍👧‍👦 ﷽',
  '&amp; уже экранировано',
]

interface Event {
  deal: string
  title: string
  stage: string
  at: string
  resource: string | null
  amount: number
}

/** A company whose records bear every sign that may break a file; more deals than a page of the log holds. */
async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner', name: 'Ольга & «Ко» <"\'>' })
  const pipeline = await company.pipeline(['Новая; первая', 'КП "A", <B> & C'])
  const stages = pipeline.stages.map(({ id }) => id)
  await company.deals(
    Array.from({ length: 520 }, (_, place) => ({
      title: TITLES[place % TITLES.length] ?? '',
      owner: place % 3 === 0 ? null : owner,
      amountMinor: place * 101,
      moves: [
        [stages[0] ?? '', new Date(Date.UTC(2026, 8, 1, 0, place)).toISOString()],
        ...(place % 2 === 0
          ? [[stages[1] ?? '', new Date(Date.UTC(2026, 8, 3, 0, place, 30, 5)).toISOString()] as const]
          : []),
        ...(place % 5 === 0 ? [[pipeline.won, new Date(Date.UTC(2026, 8, 9, 0, place)).toISOString()] as const] : []),
      ],
    })),
  )
  const { rows } = await sql<Event & { at: Date }>`
    select d.id as deal, d.title, s.name as stage, c.occurred_at as at, p.full_name as resource, d.amount_minor::float8 / 100 as amount
    from stage_changes c join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id join stages s on s.workspace_id = c.workspace_id and s.id = c.to_stage_id
    left join people p on p.workspace_id = c.workspace_id and p.id = c.owner_id
    where c.workspace_id = ${company.id}::uuid order by d.created_at, d.id, c.occurred_at, c.seq`.execute(app.database)
  const log = rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
  const take = async (format: string) => {
    const answer = await app.server.inject({
      url: `/api/process/log.${format}?period=2026-09`,
      headers: { 'x-test-person': owner.id },
    })
    expect(answer.statusCode).toBe(200)
    return answer.payload
  }
  return { log, take }
}

test('a program that reads CSV finds every move of every deal in the file, with every sign as it was', async () => {
  const { log, take } = await office()
  const rows = parse<Record<string, string>>(await take('csv'), { columns: true, relaxColumnCount: false })
  const found = rows.map((row) => ({
    deal: row['case_id'],
    // A text that a spreadsheet would take for a formula is disarmed by an apostrophe.
    title: row['title']?.replace(/^'(?==)/, ''),
    stage: row['stage'],
    at: row['timestamp'],
    resource: row['resource'] === '' ? null : row['resource'],
    amount: Number(row['amount']),
  }))
  expect(found).toHaveLength(log.length)
  expect(found).toEqual(
    log.map(({ deal, title, stage, at, resource, amount }) => ({ deal, title, stage, at, resource, amount })),
  )
})

test('a program that reads XML finds the same in the XES, case by case', async () => {
  const { log, take } = await office()
  const window = new Window()
  const taken = await take('xes')
  expect(taken).toContain('<log xes.version="1.0" xes.features="nested-attributes"')
  // The parser at hand knows no points in names of attributes, which XML allows.
  const document = new window.DOMParser().parseFromString(
    taken.replaceAll(/ xes\.(?=version|features)/g, ' xes-'),
    'application/xml',
  )
  expect(document.querySelector('parsererror')).toBeNull()
  const root = document.documentElement
  expect([root.tagName, root.getAttribute('xes-version'), root.namespaceURI]).toEqual([
    'log',
    '1.0',
    'http://www.xes-standard.org/',
  ])
  const value = (of: { children: Iterable<{ getAttribute(name: string): string | null }> }, key: string) =>
    [...of.children].find((one) => one.getAttribute('key') === key)?.getAttribute('value') ?? null
  const traces = [...root.children].filter((one) => one.tagName === 'trace')
  const found = traces.flatMap((trace) =>
    [...trace.children]
      .filter((one) => one.tagName === 'event')
      .map((event) => ({
        deal: value(trace, 'concept:name'),
        title: value(trace, 'title'),
        stage: value(event, 'concept:name'),
        at: new Date(value(event, 'time:timestamp') ?? '').toISOString(),
        resource: value(event, 'org:resource'),
        amount: Number(value(trace, 'amount')),
      })),
  )
  expect(traces).toHaveLength(520)
  expect(found).toEqual(
    log.map(({ deal, title, stage, at, resource, amount }) => ({ deal, title, stage, at, resource, amount })),
  )
  await window.happyDOM.close()
})
