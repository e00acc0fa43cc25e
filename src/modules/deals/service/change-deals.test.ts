import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gate } from '#core/db/gate.ts'
import { actorOf } from '#modules/auth/data/actor.ts'
import { testApp, type TestApp } from '../../../testing.ts'
import { numbers } from '../../../testing-numbers.ts'
import { foldTotals } from '../jobs.ts'
import { createDeal, editDeal, moveDeal, trashDeals, undoMove } from './deal-commands.ts'
import { rebuildFacts } from './rebuild-facts.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const DERIVED = {
  stays: sql`select deal_id, seq, stage_id, pipeline_id, owner_id, source_id, entered_at, left_at, first, skipped, certain from stage_stays order by 1, 2, 3`,
  reach: sql`select deal_id, pipeline_id, owner_id, first_owner_id, source_id, created_at, created_day, stage_id, furthest_stage_id, outcome, closed_at, closed_day,
    first_won_at, base_minor, loss_reason_id, full_history from deal_reach order by 1, 2`,
  bookings: sql`select deal_id, seq, pipeline_id, owner_id, source_id, at, day, kind, n, base_minor from bookings order by 1, 2`,
  months: sql`select kind, month, owner_id, pipeline_id, stage_id, bucket, sum(n)::int as n, sum(money)::bigint as money from facts.month_totals
    group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0 or sum(money) <> 0 order by 1, 2, 3, 4, 5, 6`,
  companyMonths: sql`select kind, month, pipeline_id, stage_id, bucket, sum(n)::int as n, sum(money)::bigint as money from facts.company_month_totals
    group by 1, 2, 3, 4, 5 having sum(n) <> 0 or sum(money) <> 0 order by 1, 2, 3, 4, 5`,
  companyDays: sql`select kind, day, pipeline_id, stage_id, sum(n)::int as n, sum(money)::bigint as money from facts.company_day_totals
    where kind in ('created', 'booked', 'closed_won', 'closed_lost', 'now') group by 1, 2, 3, 4 having sum(n) <> 0 or sum(money) <> 0 order by 1, 2, 3, 4`,
  days: sql`select kind, day, owner_id, pipeline_id, stage_id, sum(n)::int as n, sum(money)::bigint as money from facts.day_totals
    where kind in ('created', 'booked', 'closed_won', 'closed_lost', 'now') group by 1, 2, 3, 4, 5 having sum(n) <> 0 or sum(money) <> 0 order by 1, 2, 3, 4, 5`,
}

async function factsOf(gate: Gate) {
  return gate.asServer(async (tx) => {
    const answers: Record<string, unknown[]> = {}
    for (const [name, query] of Object.entries(DERIVED)) answers[name] = (await query.execute(tx)).rows
    return answers
  })
}

describe('writing deals', () => {
  test.each([1, 2, 3])(
    'after a random walk of commands (seed %i) the facts are what a rebuild from the log gives',
    async (seed) => {
      const random = numbers(seed)
      const company = await app.company()
      const { stages } = await company.pipeline()
      const other = await company.pipeline(['Первая', 'Вторая'])
      const owner = await company.person({ role: 'owner' })
      const sellers = [owner, await company.person(), await company.person()]
      const actor = await actorOf(app.gate, owner.id)
      if (!actor) throw new Error('no actor')
      const ids: string[] = []
      let now = Date.parse('2026-08-01T09:00:00+03:00')
      for (let step = 0; step < 120; step++) {
        now += random(60) * 3_600_000
        const by = { actor, now: new Date(now) }
        const id = ids[random(Math.max(ids.length, 1))]
        const command = random(10)
        await app.gate.as(actor, async (tx) => {
          if (!id || command < 2) {
            const created = await createDeal(tx, by, {
              id: crypto.randomUUID(),
              title: `Сделка ${step}`,
              stageId: stages[random(4)]?.id ?? '',
              amountMinor: random(1_000_000),
              ownerId: sellers[random(3)]?.id,
            })
            ids.push(created.id)
          } else if (command < 7) {
            const target = random(8) === 0 ? other.stages : stages
            await moveDeal(tx, by, { id, toStageId: target[random(target.length)]?.id ?? '' })
          } else if (command === 7) {
            const { version } = await tx
              .selectFrom('deals')
              .select('version')
              .where('id', '=', id)
              .executeTakeFirstOrThrow()
            await editDeal(tx, by, {
              id,
              version,
              changes: { amountMinor: random(1_000_000), ownerId: sellers[random(3)]?.id ?? null },
            })
          } else if (command === 8) {
            const last = await tx
              .selectFrom('stage_changes')
              .select('seq')
              .where('deal_id', '=', id)
              .orderBy('seq', 'desc')
              .executeTakeFirstOrThrow()
            await undoMove(tx, by, { id, seq: last.seq }).catch(() => {})
          } else {
            await trashDeals(tx, by, { ids: [id], deleted: random(2) === 0 })
          }
        })
        if (step % 40 === 0) while ((await foldTotals(app.gate)) > 0);
      }
      const kept = await factsOf(app.gate)
      expect(kept['bookings']?.length).toBeGreaterThan(0)
      await app.gate.asServer((tx) => rebuildFacts(tx, company.id, 'Europe/Moscow'))
      expect(await factsOf(app.gate)).toEqual(kept)
    },
  )

  test('sixteen moves of one team at once all count', async () => {
    const company = await app.company()
    const { stage, won } = await company.pipeline()
    const owner = await company.person({ role: 'owner' })
    const actor = await actorOf(app.gate, owner.id)
    if (!actor) throw new Error('no actor')
    const by = { actor, now: new Date('2026-11-20T12:00:00+03:00') }
    const ids = Array.from({ length: 16 }, () => crypto.randomUUID())
    for (const id of ids)
      await app.gate.as(actor, (tx) =>
        createDeal(tx, by, { id, title: 'Завод «Прогресс»', stageId: stage('Новая'), amountMinor: 100_00 }),
      )
    await Promise.all(ids.map((id) => app.gate.as(actor, (tx) => moveDeal(tx, by, { id, toStageId: won }))))
    const booked = await app.gate.as(actor, (tx) =>
      tx
        .selectFrom('facts.day_totals')
        .where('kind', '=', 'booked')
        .select(({ fn }) => [fn.sum<string>('n').as('n'), fn.sum<string>('money').as('money')])
        .executeTakeFirstOrThrow(),
    )
    expect(booked).toEqual({ n: '16', money: String(16 * 100_00) })
  })

  test('people who move one deal at once wait for each other, and each goes by what the one before has written', async () => {
    const company = await app.company()
    const { stage, won, lost } = await company.pipeline()
    const owner = await company.person({ role: 'owner' })
    const actor = await actorOf(app.gate, owner.id)
    if (!actor) throw new Error('no actor')
    const by = { actor, now: new Date('2026-11-20T12:00:00+03:00') }
    const id = crypto.randomUUID()
    await app.gate.as(actor, (tx) =>
      createDeal(tx, by, { id, title: 'Завод «Прогресс»', stageId: stage('Новая'), amountMinor: 100_00 }),
    )
    const ways = [won, stage('Новая'), won, lost, stage('Новая'), won]
    await Promise.all(ways.map((to) => app.gate.as(actor, (tx) => moveDeal(tx, by, { id, toStageId: to }))))
    const kept = await factsOf(app.gate)
    await app.gate.asServer((tx) => rebuildFacts(tx, company.id, 'Europe/Moscow'))
    expect(await factsOf(app.gate)).toEqual(kept)
  })

  test('the second of two people who change one card is told, and nothing is overwritten', async () => {
    const company = await app.company()
    const { stage } = await company.pipeline()
    const owner = await company.person({ role: 'owner' })
    const actor = await actorOf(app.gate, owner.id)
    if (!actor) throw new Error('no actor')
    const by = { actor, now: new Date('2026-11-20T12:00:00+03:00') }
    const id = crypto.randomUUID()
    await app.gate.as(actor, (tx) =>
      createDeal(tx, by, { id, title: 'Первое имя', stageId: stage('Новая'), amountMinor: 1 }),
    )
    await app.gate.as(actor, (tx) => editDeal(tx, by, { id, version: 1, changes: { title: 'Второе имя' } }))
    const late = app.gate.as(actor, (tx) => editDeal(tx, by, { id, version: 1, changes: { title: 'Третье имя' } }))
    await expect(late).rejects.toMatchObject({ code: 'DEAL_CHANGED', data: { id, version: 2 } })
  })

  test('a deal of another department does not exist for me', async () => {
    const company = await app.company()
    const { stage } = await company.pipeline()
    const [owner, stranger] = [await company.person({ role: 'owner' }), await company.person({ role: 'head' })]
    const [first, second] = [await actorOf(app.gate, owner.id), await actorOf(app.gate, stranger.id)]
    if (!first || !second) throw new Error('no actor')
    const now = new Date('2026-11-20T12:00:00+03:00')
    const id = crypto.randomUUID()
    await app.gate.as(first, (tx) =>
      createDeal(tx, { actor: first, now }, { id, title: 'Чужая', stageId: stage('Новая'), amountMinor: 1 }),
    )
    const move = app.gate.as(second, (tx) =>
      moveDeal(tx, { actor: second, now }, { id, toStageId: stage('Переговоры') }),
    )
    await expect(move).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
