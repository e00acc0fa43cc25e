import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foldPaths } from '../funnel/data/paths.ts'
import { importApp, importing } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const FILE = [
  'case_id,stage,timestamp,resource,amount',
  'A-1,Заявка,2026-09-01T10:00:00+03:00,Анна,1000',
  'A-2,Заявка,2026-09-02T10:00:00+03:00,Борис,2000',
  'A-1,Звонок робота,2026-09-01T11:00:00+03:00,Анна,1000',
  'A-1,Договор,2026-09-03T10:00:00+03:00,Борис,1000',
  'A-1,Выиграно,2026-09-05T09:00:00+01:00,Борис,1000',
  'A-2,Договор,2026-09-04T10:00:00+03:00,Борис,2000',
  'A-2,Заявка,2026-09-06T10:00:00+03:00,Анна,2000',
].join('\n')

const isEvent = ({ value }: { value: string }) => value === 'Звонок робота'

test('a file of stage histories makes deals with their logs; events that are no stages are left out; again it changes nothing; a revert takes all back', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const imports = importing(app, owner)
  const uploaded = await imports.upload('history.csv', FILE, 'deals')
  expect(uploaded.suggestion?.mapping.repeated).toBe('history')
  const decide = (mapping: NonNullable<typeof uploaded.suggestion>['mapping']) => ({
    stages: mapping.stages.filter((one) => !isEvent(one)),
  })
  const checked = await imports.check(uploaded, decide)
  expect(checked.result).toMatchObject({ rows: 7, create: 2, rejected: 0 })
  const done = await imports.commit(checked)
  expect(done.status).toBe('done')
  const { rows } = await sql<object>`
    select d.external_id as id, s.name as stage, c.occurred_at as at, p.full_name as who, c.certain
    from stage_changes c join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id
    join stages s on s.workspace_id = c.workspace_id and s.id = c.to_stage_id
    left join people p on p.workspace_id = c.workspace_id and p.id = c.owner_id
    where c.workspace_id = ${company.id}::uuid order by 1, c.occurred_at`.execute(app.database)
  expect(rows).toEqual([
    { id: 'A-1', stage: 'Заявка', at: new Date('2026-09-01T07:00:00Z'), who: 'Анна', certain: true },
    { id: 'A-1', stage: 'Договор', at: new Date('2026-09-03T07:00:00Z'), who: 'Борис', certain: true },
    { id: 'A-1', stage: 'Выиграно', at: new Date('2026-09-05T08:00:00Z'), who: 'Борис', certain: true },
    { id: 'A-2', stage: 'Заявка', at: new Date('2026-09-02T07:00:00Z'), who: 'Борис', certain: true },
    { id: 'A-2', stage: 'Договор', at: new Date('2026-09-04T07:00:00Z'), who: 'Борис', certain: true },
    { id: 'A-2', stage: 'Заявка', at: new Date('2026-09-06T07:00:00Z'), who: 'Анна', certain: true },
  ])
  const view = await app.as(owner).funnel.view({ period: '2026-09' })
  expect(view.cohort.stages.map(({ reached }) => reached.n)).toEqual([2, 2])
  expect(view.cohort.won).toEqual({ n: 1, amountMinor: 100_000 })

  const again = await imports.check(await imports.upload('history.csv', FILE, 'deals'), decide)
  expect(again.result).toMatchObject({ create: 0, update: 0, unchanged: 2, rejected: 0 })
  expect((await imports.revert({ id: done.id })).status).toBe('reverted')
  expect((await app.as(owner).deals.list({})).rows).toEqual([])
})

test('a move without a moment refuses its deal and names the line', async () => {
  const company = await app.company()
  const imports = importing(app, await company.person({ role: 'owner' }))
  const broken = `${FILE}\nA-1,Договор,,Анна,1000`
  const checked = await imports.check(await imports.upload('history.csv', broken, 'deals'))
  expect(checked.result).toMatchObject({ create: 1, rejected: 1 })
  const { rows } = await imports.api.rows({ id: checked.id, action: 'rejected' })
  expect(rows[0]?.problems.map(({ reason }) => reason)).toContain('MOVE_WITHOUT_DATE')
})

test('the history of deals that came with their present stage alone takes the place of what was supposed', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const imports = importing(app, owner)
  const plain =
    'case_id,title,stage,created,amount\nA-1,Первая,Выиграно,2026-09-01,1000\nA-2,Вторая,Заявка,2026-09-02,2000\n'
  await imports.commit(await imports.check(await imports.upload('deals.csv', plain, 'deals')))
  const view = () => app.as(owner).funnel.view({ period: '2026-09' })
  expect((await view()).cohort.withoutHistory).toBeGreaterThan(0)
  const checked = await imports.check(await imports.upload('history.csv', FILE, 'deals'), (mapping) => ({
    stages: mapping.stages.filter((one) => !isEvent(one)),
  }))
  expect(checked.result).toMatchObject({ create: 0, update: 2, rejected: 0 })
  await imports.commit(checked)
  expect((await view()).cohort.withoutHistory).toBe(0)
})

const data = path.resolve(import.meta.dirname, '../../../../shared/data')
const bank = path.join(data, 'bpi2012-loan-offers/derived_stage_history_A_O.dev_2011Q4.csv.gz')

describe.skipIf(!existsSync(bank))(
  'applications of a bank (../shared/data; skipped where that folder is missing)',
  () => {
    const open = [
      'A_SUBMITTED',
      'A_PARTLYSUBMITTED',
      'A_PREACCEPTED',
      'A_ACCEPTED',
      'A_FINALIZED',
      'O_SENT',
      'O_SENT_BACK',
    ]
    const closed = { A_APPROVED: 'won', A_DECLINED: 'lost', A_CANCELLED: 'lost' } as const

    async function carryIn(events: readonly string[]) {
      const company = await app.company({ timeZone: 'Europe/Amsterdam', currency: 'EUR' })
      const owner = await company.person({ role: 'owner' })
      const imports = importing(app, owner)
      const uploaded = await imports.upload('bpi2012.csv', gunzipSync(readFileSync(bank)), 'deals')
      expect(uploaded.suggestion?.mapping.repeated).toBe('history')
      const checked = await imports.check(uploaded, () => ({
        stages: [
          ...events.map((value, index) => ({
            pipeline: '',
            value,
            to: { name: value, meaning: 'open' as const, position: index + 1 },
          })),
          ...Object.entries(closed).map(([value, meaning], index) => ({
            pipeline: '',
            value,
            to: { name: value, meaning, position: 50 + index },
          })),
        ],
      }))
      const done = await imports.commit(checked)
      expect([done.status, done.result?.create, done.result?.rejected]).toEqual(['done', 7455, 0])
      // What the background does every two seconds.
      while ((await foldPaths(app.gate)) > 0);
      return app.as(owner)
    }

    test('7,455 cases with their time zones reach what the file says, on the funnel and on the map of the process', async () => {
      const api = await carryIn(open.slice(0, 5))
      const { cohort, stages } = await api.funnel.view({ period: '2011-Q4' })
      const reached = Object.fromEntries(cohort.stages.map(({ reached: { n } }, place) => [stages[place]?.name, n]))
      expect({ ...reached, approved: cohort.won.n, lost: cohort.lost.n, open: cohort.open.n }).toEqual({
        A_SUBMITTED: 7455,
        A_PARTLYSUBMITTED: 7455,
        A_PREACCEPTED: 4143,
        A_ACCEPTED: 2886,
        A_FINALIZED: 2836,
        approved: 1336,
        lost: 4401 + 1718,
        open: 0,
      })
      const strict = await api.funnel.view({ period: '2011-Q4', order: 'strict' })
      expect(strict.cohort.stages.map(({ reached: { n } }) => n)).toEqual([7455, 7455, 4143, 2886, 2836])
      expect(strict.waiting).toBe(0)
      const map = await api.process.map({ period: '2011-Q4', edges: 200 })
      const visits = Object.fromEntries(map.nodes.map(({ name, deals }) => [name, deals]))
      expect(visits).toMatchObject({
        A_SUBMITTED: 7455,
        A_PREACCEPTED: 4143,
        A_ACCEPTED: 2886,
        A_FINALIZED: 2836,
        A_APPROVED: 1336,
        A_DECLINED: 4401,
        A_CANCELLED: 1718,
      })
      expect(map.variants[0]).toMatchObject({ n: 3312 })
    }, 300_000)

    test('several offers a case are returns on the map and change no figure of the funnel', async () => {
      const api = await carryIn(open)
      const { cohort } = await api.funnel.view({ period: '2011-Q4' })
      expect(cohort.stages.map(({ reached: { n } }) => n).slice(0, 6)).toEqual([7455, 7455, 4143, 2886, 2836, 2836])
      const map = await api.process.map({ period: '2011-Q4', edges: 200 })
      const sent = map.nodes.find(({ name }) => name === 'O_SENT')
      expect([sent?.deals, sent?.visits]).toEqual([2836, 3904])
      expect(map.withReturns.n).toBe(7455)
      expect(map.withReturns.share).toBeGreaterThan(0.05)
    }, 300_000)
  },
)
