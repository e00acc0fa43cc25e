import { asTimeZone } from '#core/calendar/zone.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp, type TestDeal, type TestPerson } from '../../../testing.ts'
import { numbers } from '../../../testing-numbers.ts'
import { inOrder } from '../../../testing-summed-up.ts'
import { foldPaths } from '../data/paths.ts'
import { checkPersonMonths, keepPersonMonths } from './keep-person-months.ts'

const clock = stillClock('2026-11-20T12:00:00+03:00')
let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock })
})
afterAll(() => app.close())

const HOUR = 3_600_000
const PERIODS = ['2026-Q4', '2026', '2026-08-10..2026-10-03']

/** A company whose head stands above everybody who has deals: what he is told must be what the owner is told, who is answered from other sums. */
async function office(seed: number) {
  const next = numbers(seed)
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head', managerId: owner.id })
  const sellers = [
    await company.person({ managerId: head.id }),
    await company.person({ managerId: head.id }),
    await company.person({ managerId: head.id }),
  ] as const
  const pipelines = [await company.pipeline(['Новая', 'КП', 'Счёт']), await company.pipeline(['Заявка', 'Договор'])]
  const source = await company.source('Сайт')
  const dealOf = (): TestDeal => {
    const pipeline = pipelines[next(4) === 0 ? 1 : 0]
    const at = Date.parse('2026-08-02T00:00:00+03:00') + next(105 * 24) * HOUR
    // Halves of a second are rounded alike everywhere.
    const iso = (moment: number) => new Date(moment + next(7) * 500).toISOString()
    const [first = '', second = '', third = second] = pipeline?.stages.map(({ id }) => id) ?? []
    const [won, lost] = [pipeline?.won ?? '', pipeline?.lost ?? '']
    const ends = [[second], [won], [second, third, won], [lost], [second, first, lost], [won, first], [third, lost]]
    return {
      owner: sellers[next(3)] ?? null,
      sourceId: source,
      amountMinor: next(90_000_000),
      moves: [
        [first, iso(at)],
        ...(ends[next(7)] ?? []).map(
          (stage, place) => [stage, iso(at + (1 + place) * (1 + next(9 * 24)) * HOUR)] as const,
        ),
      ],
    }
  }
  const ids: string[] = []
  const gone = new Set<string>()
  const write = async (n: number) => void ids.push(...(await company.deals(Array.from({ length: n }, dealOf))))
  const pick = () => ids.filter((id) => !gone.has(id))[next(ids.length - gone.size)] ?? ''
  const change = async () => {
    await write(3)
    await sql`update stage_stays set entered_at = entered_at - interval '1 hour', left_at = left_at - interval '1 hour' where deal_id = ${pick()}`.execute(
      app.database,
    )
    const deal = async () => app.as(owner).deals.get({ id: pick() })
    const first = await deal()
    await app.as(owner).deals.edit({ id: first.id, version: first.version, changes: { amountMinor: next(90_000_000) } })
    const second = await deal()
    const to = sellers.find(({ id }) => id !== second.owner?.id)
    await app.as(owner).deals.edit({ id: second.id, version: second.version, changes: { ownerId: to?.id ?? null } })
    const id = pick()
    gone.add(id)
    await app.as(owner).deals.trash({ ids: [id], deleted: true })
  }
  return { company, owner, head, sellers, pipelines, source, write, change }
}

/** Sums of shares differ in the last digit by the order of adding. */
const rounded = (number: number) => Number(number.toPrecision(12))

type Office = Awaited<ReturnType<typeof office>>

/** What pages tell of ways and of time; `sourceIds`: read deal by deal. */
async function figures({ pipelines, source }: Office, person: TestPerson, bySource = false) {
  const api = app.as(person)
  const found = []
  for (const pipeline of pipelines)
    for (const period of PERIODS) {
      const asked = { period, pipelineId: pipeline.id, ...(bySource && { sourceIds: [source] }) }
      const { mayExport: _, waiting: __, ...map } = await api.process.map({ ...asked, edges: 200, variants: 200 })
      found.push(map, await api.funnel.time(asked), await api.funnel.ongoing(asked))
      found.push(await api.funnel.distribution({ ...asked, clock: 'working' }))
      found.push(await api.funnel.distribution({ ...asked, clock: 'calendar' }))
      found.push(await api.funnel.stuck({ ...asked, clock: 'working' }))
      for (const [order, window] of [
        ['strict', 'all'],
        ['skips', '30'],
        ['strict', '60'],
      ] as const)
        found.push((await api.funnel.view({ ...asked, order, window })).cohort)
    }
  return found.map((answer) => inOrder(answer, rounded))
}

/** As if minutes had gone by; gives how many months of people are summed up. */
async function sumUp(): Promise<number> {
  await sql`update funnel_stale_months set at = at - interval '1 hour'`.execute(app.database)
  for (let round = 0; round < 40 && (await keepPersonMonths(app.gate, clock.now())) > 0; round += 1);
  const { rows } = await sql<{ n: number }>`
    select ((select count(*) from funnel_person_stays) + (select count(*) from funnel_person_ways))::int as n`.execute(
    app.database,
  )
  return rows[0]?.n ?? 0
}

const fold = async ({ company }: Office) => {
  await sql`select fold_totals(${company.id}::uuid, 100000)`.execute(app.database)
  while ((await foldPaths(app.gate)) > 0);
}

/** The same figures whether the months of people stand or not, to the head, to the owner and deal by deal. */
async function agree(all: Office) {
  const told = await figures(all, all.head)
  expect(told).toEqual(await figures(all, all.owner))
  expect(told).toEqual(await figures(all, all.head, true))
  const kept = await sql<{ stays: string; ways: string }>`
    select (select jsonb_agg(k)::text from funnel_person_stays k) as stays, (select jsonb_agg(k)::text from funnel_person_ways k) as ways`.execute(
    app.database,
  )
  await sql`delete from funnel_person_stays`.execute(app.database)
  await sql`delete from funnel_person_ways`.execute(app.database)
  expect(told).toEqual(await figures(all, all.head))
  const { stays, ways } = kept.rows[0] ?? {}
  await sql`insert into funnel_person_stays select * from jsonb_populate_recordset(null::funnel_person_stays, ${stays ?? '[]'}::jsonb)`.execute(
    app.database,
  )
  await sql`insert into funnel_person_ways select * from jsonb_populate_recordset(null::funnel_person_ways, ${ways ?? '[]'}::jsonb)`.execute(
    app.database,
  )
}

describe.each([1, 2])('months of people that are summed up (%i)', (seed) => {
  test('tell a head what the facts tell, whatever changes', async () => {
    const all = await office(seed)
    await all.write(90)
    await fold(all)
    expect(await sumUp()).toBeGreaterThan(20)
    await agree(all)
    for (let round = 0; round < 2; round += 1) {
      await all.change()
      // Changed and not folded yet; folded and not summed up again; summed up again.
      await agree(all)
      await fold(all)
      await agree(all)
      await sumUp()
      await agree(all)
    }
    await sql`insert into calendar_days (workspace_id, day, kind) values (${all.company.id}, '2026-09-16', 'off')`.execute(
      app.database,
    )
    await agree(all)
    await sumUp()
    await agree(all)
    const [seller] = all.sellers
    expect(await app.as(seller).process.map({ period: '2026' })).toEqual({
      ...(await app.as(all.head).process.map({ period: '2026', sellerIds: [seller.id] })),
      mayExport: expect.anything(),
    })
  }, 240_000)
})

test('a check proves the months of people, and mends what is not what the facts give', async () => {
  const all = await office(9)
  await all.write(40)
  await fold(all)
  await sumUp()
  const check = () =>
    app.gate.asServer((tx) =>
      checkPersonMonths(tx, { workspaceId: all.company.id, timeZone: asTimeZone('Europe/Moscow') }, clock.now()),
    )
  const proved = { table: 'person_months', missing: 0, wrong: 0 }
  expect(await check()).toEqual(proved)
  await sql`update funnel_person_ways set moves = '' where workspace_id = ${all.company.id}::uuid and month = '2026-09-01'`.execute(
    app.database,
  )
  await sql`update funnel_person_stays set worked = lasted where workspace_id = ${all.company.id}::uuid and month = '2026-09-01'`.execute(
    app.database,
  )
  expect((await check()).wrong).toBe(6)
  expect(await check()).toEqual(proved)
  await agree(all)
}, 300_000)
