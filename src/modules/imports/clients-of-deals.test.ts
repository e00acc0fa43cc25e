import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { checkFacts } from '#modules/deals/api.ts'
import type { TestPerson } from '../../testing.ts'
import { importApp, importing } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
let owner: TestPerson
let workspaceId: string
beforeAll(async () => {
  app = await importApp()
  const company = await app.company()
  workspaceId = company.id
  owner = await company.person({ role: 'owner' })
})
afterAll(() => app.close())

const HEAD = 'ID;Название сделки;Бюджет;Ответственный;Дата создания;Дата закрытия;Этап сделки;Компания'
const two = (n: number) => String(n).padStart(2, '0')

/** Deals of these clients in no order of time; every fourth is won, each sixth without a client. */
function rows(from: number, to: number, clients: number): string {
  const lines = Array.from({ length: to - from }, (_, index) => {
    const n = from + index
    const at = (n * 7919) % 1_000
    const created = `${two((at % 27) + 1)}.${two((Math.floor(at / 27) % 12) + 1)}.2024 ${two(n % 24)}:15`
    const closed = `${two((n % 27) + 1)}.${two((n % 12) + 1)}.2025`
    const stage = n % 4 === 0 ? 'Успешно' : n % 4 === 1 ? 'Первичный контакт' : 'Отказ'
    const client = n % 6 === 5 ? '' : `Клиент ${(n * 31) % clients}`
    return `${n};Сделка ${n};${n}00;Продавец ${n % 7};${created};${n % 4 === 1 ? '' : closed};${stage};${client}`
  })
  return [HEAD, ...lines].join('\r\n')
}

async function bring(text: string, by = owner) {
  const imports = importing(app, by)
  const done = await imports.commit(await imports.check(await imports.upload('deals.csv', text)))
  expect(done).toMatchObject({ status: 'done' })
  return done
}

/** Deals whose profile is not what their records give, and cells of the cohorts that are not what their deals give. */
async function differing(of: string) {
  const { rows: found } = await sql<{ profiles: number; cells: number; buyers: number }>`
    with kept as (
      select month, owner_id, source_id, pipeline_id, stage_id, outcome, age, sum(n) as n, sum(known) as known, sum(money) as money
      from (select * from cohorts_deltas union all select * from cohorts_cells) t where workspace_id = ${of}::uuid
      group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0
    ), counted as (
      select cohorts_month(created_day), coalesce(owner_id, nil_uuid()), coalesce(source_id, nil_uuid()), pipeline_id, coalesce(furthest_stage_id, nil_uuid()),
        outcome, case when closed_day is null then -1 else cohorts_age(created_day, closed_day) end, count(*)::numeric, count(*) filter (where full_history)::numeric,
        sum(base_minor)
      from deal_reach where workspace_id = ${of}::uuid and outcome <> 'moved' group by 1, 2, 3, 4, 5, 6, 7
    )
    select
      (select count(*)::int from metrics_profiles_of(${of}::uuid, array(select id from deals where workspace_id = ${of}::uuid)) f
       join deal_reach r on r.workspace_id = ${of}::uuid and r.deal_id = f.deal_id
       left join bookings b on b.workspace_id = ${of}::uuid and b.deal_id = f.deal_id
       left join metrics_profiles p on p.workspace_id = ${of}::uuid and p.id = r.profile
       where (p.industry, p.region, p.campaign, p.client_kind, p.first_sale, coalesce(b.profile, r.profile))
         is distinct from (f.industry, f.region, f.campaign, f.client_kind, f.first_sale, r.profile)) as profiles,
      (select count(*)::int from (select * from kept except all select * from counted) x)
        + (select count(*)::int from (select * from counted except all select * from kept) x) as cells,
      (select count(distinct coalesce(d.company_id, d.contact_id, d.id))::int from bookings b join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
       where b.workspace_id = ${of}::uuid)
        - (select count(distinct client)::int from (
            select client_id as client from cohorts_buyers where workspace_id = ${of}::uuid
            union select client_id from cohorts_queue where workspace_id = ${of}::uuid) x) as buyers`.execute(
    app.database,
  )
  return found[0]
}

const NONE = { profiles: 0, cells: 0, buyers: 0 }

test('deals of one client far apart in a file are known as of a new client or of an old one, whatever their order; cohorts count them all', async () => {
  await app.as(owner).clients.addCompany({ name: 'Клиент 7', industry: 'Торговля', region: 'Москва' })
  const big = await bring(rows(1, 3_501, 400))
  expect(big.result).toMatchObject({ create: 3_500 })
  expect(await differing(workspaceId)).toEqual(NONE)
  const small = await bring(rows(5_000, 5_060, 90))
  expect(small.result).toMatchObject({ create: 60 })
  expect(await differing(workspaceId)).toEqual(NONE)
  const { differences } = await app.services.gate.asServer((tx) => checkFacts(tx, workspaceId, 'Europe/Moscow'))
  expect(differences.filter(({ missing, wrong }) => missing + wrong > 0)).toEqual([])

  // In the order of time hardly a client is in doubt.
  const inOrder = Array.from({ length: 3_200 }, (_, n) => {
    const day = new Date(Date.UTC(2022, 0, 1) + Math.floor(n / 8) * 86_400_000)
    const text = (at: Date) => at.toISOString().slice(0, 10).split('-').toReversed().join('.')
    const closed = text(new Date(day.getTime() + ((n * 31) % 60) * 86_400_000))
    return `${20_000 + n};Сделка ${n};100;Продавец 1;${text(day)};${closed};${n % 3 ? 'Отказ' : 'Успешно'};Покупатель ${n % 900}`
  })
  const later = await bring([HEAD, ...inOrder].join('\r\n'))
  expect(await differing(workspaceId)).toEqual(NONE)
  await importing(app, owner).revert(later)

  await importing(app, owner).revert(big)
  const { rows: left } = await sql<{ deals: number; moves: number }>`
    select (select count(*)::int from deals where workspace_id = ${workspaceId}::uuid) as deals,
           (select count(distinct deal_id)::int from stage_changes where workspace_id = ${workspaceId}::uuid) as moves`.execute(
    app.database,
  )
  expect(left[0]).toEqual({ deals: 60, moves: 60 })
  expect(await differing(workspaceId)).toMatchObject({ profiles: 0, cells: 0 })
}, 300_000)

test('of an import and a win beside it one is the first sale to the client', async () => {
  const company = await app.company()
  const boss = await company.person({ role: 'owner' })
  const of = (id: number, stage: string, closed: string) =>
    `${id};Сделка ${id};100;Продавец 1;01.02.2025;${closed};${stage};Встреча`
  await bring([HEAD, of(1, 'Первичный контакт', ''), of(2, 'Отказ', '01.03.2025')].join('\r\n'), boss)
  const { rows: found } = await sql<{ deal: string; client: string; won: string }>`
    select d.id as deal, d.company_id as client, s.id as won from deals d join stages s on s.workspace_id = d.workspace_id and s.pipeline_id = d.pipeline_id
    where d.workspace_id = ${company.id}::uuid and d.outcome = 'open' and s.meaning = 'won'`.execute(app.database)
  const [{ deal, client, won } = { deal: '', client: '', won: '' }] = found
  const imports = importing(app, boss)
  const checked = await imports.check(
    await imports.upload('deals.csv', [HEAD, of(3, 'Успешно', '02.03.2025')].join('\r\n')),
  )
  // Somebody holds the client until both have come to him, one behind the other.
  const begun = await app.database.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${client}, 35))`.execute(tx)
    const move = app.as(boss).deals.move({ id: deal, stageId: won })
    await waiting(1)
    const commit = imports.commit(checked)
    await waiting(2)
    return [move, commit]
  })
  await Promise.all(begun)
  expect(await differing(company.id)).toEqual(NONE)
})

/** Until so many wait for a client. */
async function waiting(n: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows: found } = await sql`
        select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`.execute(
        app.database,
      )
      expect(found.length).toBeGreaterThanOrEqual(n)
    },
    { timeout: 20_000, interval: 20 },
  )
}

test('a deal on a stage of another pipeline and a move of no deal are refused by the database, and a stage with deals stays', async () => {
  const all = (statement: ReturnType<typeof sql>) => app.services.gate.asServer((tx) => statement.execute(tx))
  const here = sql`workspace_id = ${workspaceId}::uuid`
  await expect(
    all(sql`update deals set pipeline_id = uuid7() where id = (select min(id::text)::uuid from deals where ${here})`),
  ).rejects.toThrow('a stage that its pipeline does not have')
  await expect(
    all(sql`insert into stage_changes (workspace_id, deal_id, seq, pipeline_id, occurred_at, source, base_minor)
      select workspace_id, uuid7(), 1, pipeline_id, now(), 'ui', 0 from deals where ${here} limit 1`),
  ).rejects.toThrow('a deal that does not exist')
  await expect(
    all(sql`delete from stages where ${here} and id in (select stage_id from deals where ${here})`),
  ).rejects.toThrow('deals stand on this stage')
})
