/** What SQL gives from maintained totals must equal what ten lines compute from the log alone, for random logs and random periods. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, asDay, type Day, type TimeZone } from '#core/calendar/day.ts'
import { contains, type Period } from '#core/calendar/period.ts'
import { dayOf, instantAt } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { actorOf } from '#modules/auth/data/actor.ts'
import { createDeal, editDeal, moveDeal, trashDeals, undoMove } from '#modules/deals/api.ts'
import { testApp, type TestApp } from '../../testing.ts'
import { numbers } from '../../testing-numbers.ts'
import { factsIn } from './data/booked.ts'
import { NOBODY } from './service/frame.ts'

const zone = 'Europe/Moscow' as TimeZone
const FIRST = asDay('2026-01-01')

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

interface Event {
  dealId: string
  at: Date
  /** Null for a change of the amount. */
  meaning: string | null
  seq: number
  owner: string
  amount: number
}

/** Moves that were not taken back and changes of amounts, deal by deal in the order in which they happened. */
async function logOf(tx: Tx): Promise<Event[]> {
  const { rows } = await sql<Event>`
    select c.deal_id as "dealId", c.occurred_at as at, s.meaning, c.seq, coalesce(c.owner_id, nil_uuid()) as owner, c.base_minor as amount
    from stage_changes c join stages s on s.id = c.to_stage_id join deals d on d.id = c.deal_id and d.deleted_at is null
    where c.voids_seq is null and not exists (select from stage_changes v where v.deal_id = c.deal_id and v.voids_seq = c.seq)
    union all
    select e.deal_id, e.at, null, e.version, nil_uuid(), e.base_minor_after
    from deal_edits e join deals d on d.id = e.deal_id and d.deleted_at is null where e.base_minor_after is not null
    order by 1, 2, 3 nulls last, 4`.execute(tx)
  return rows
}

/** The naive answer: walk each deal and note by how much its won amount changed, for whom, in which period. */
function naive(events: readonly Event[], periods: readonly Period[]) {
  const sums = new Map<string, [won: number, amount: number]>()
  const state = new Map<string, { isWon: boolean; owner: string; booked: number }>()
  for (const { dealId, at, meaning, owner, amount } of events) {
    const was = state.get(dealId) ?? { isWon: false, owner: NOBODY, booked: 0 }
    const isWon = meaning === null ? was.isWon : meaning === 'won'
    const now = { isWon, owner: isWon && !was.isWon ? owner : was.owner, booked: isWon ? amount : 0 }
    state.set(dealId, now)
    periods.forEach((period, span) => {
      if (!contains(period, dayOf(at, zone)) || (now.booked === was.booked && isWon === was.isWon)) return
      const [won, total] = sums.get(`${span} ${now.owner}`) ?? [0, 0]
      sums.set(`${span} ${now.owner}`, [won + Number(isWon) - Number(was.isWon), total + now.booked - was.booked])
    })
  }
  return sums
}

test.each([1, 2, 3])('a random log (seed %i): totals by owner and period are what the log says', async (seed) => {
  const random = numbers(seed)
  const company = await app.company({ name: `Компания ${seed}` })
  const { stages, won } = await company.pipeline()
  const people = [await company.person({ role: 'owner' }), await company.person(), await company.person()]
  const actor = await actorOf(app.gate, people[0]?.id ?? '')
  if (!actor) throw new Error('no actor')
  const owners = [...people.map((person) => person.id), null]
  const ids: string[] = []
  let now = instantAt(FIRST, 0, zone).getTime()
  for (let step = 0; step < 160; step++) {
    // Every fourth step falls on the first or the last instant of a day.
    now += random(72) * 3_600_000
    if (random(4) === 0) now = instantAt(addDays(dayOf(now, zone), 1), 0, zone).getTime() - random(2)
    const by = { actor, now: new Date(now) }
    const id = ids[random(Math.max(1, ids.length))]
    const command = random(10)
    await app.gate.as(actor, async (tx) => {
      if (!id || command < 2) {
        const ownerId = owners[random(4)] ?? null
        ids.push(
          (
            await createDeal(tx, by, {
              id: crypto.randomUUID(),
              title: `Сделка ${step}`,
              stageId: stages[random(4)]?.id ?? '',
              amountMinor: random(1e9),
              ownerId,
            })
          ).id,
        )
      } else if (command < 7) {
        await moveDeal(tx, by, { id, toStageId: random(2) === 0 ? won : (stages[random(stages.length)]?.id ?? won) })
      } else if (command === 7) {
        const { version } = await tx
          .selectFrom('deals')
          .select('version')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        await editDeal(tx, by, {
          id,
          version,
          changes: { amountMinor: random(1e9), ownerId: owners[random(4)] ?? null },
        })
      } else if (command === 8) {
        const { seq } = await tx
          .selectFrom('stage_changes')
          .select('seq')
          .where('deal_id', '=', id)
          .orderBy('seq', 'desc')
          .executeTakeFirstOrThrow()
        await undoMove(tx, by, { id, seq }).catch(() => {})
      } else await trashDeals(tx, by, { ids: [id], deleted: random(3) === 0 })
    })
    if (step % 50 === 0) await app.gate.asServer((tx) => sql`select fold_totals(${company.id}::uuid, 1000)`.execute(tx))
  }

  const day = (): Day => addDays(FIRST, random(400))
  const ranges = Array.from({ length: 12 }, (): Period => {
    const [a, b] = [day(), day()].toSorted()
    return { start: a ?? FIRST, end: addDays(b ?? FIRST, 1) }
  })
  const periods: Period[] = [
    { start: FIRST, end: asDay('2027-01-01') },
    { start: asDay('2026-02-01'), end: asDay('2026-05-01') },
    ...ranges,
  ]
  const [given, events] = await app.gate.as(
    actor,
    async (tx) => [await factsIn(tx, company.id, 'revenue', periods), await logOf(tx)] as const,
  )
  const answer = new Map(
    given
      .filter((one) => one.won !== 0 || one.amountMinor !== 0)
      .map((one) => [`${one.span} ${one.ownerId}`, [one.won, one.amountMinor]]),
  )
  const expected = new Map([...naive(events, periods)].filter(([, [wins, amount]]) => wins !== 0 || amount !== 0))
  expect(expected.size).toBeGreaterThan(10)
  expect(Object.fromEntries(answer)).toEqual(Object.fromEntries(expected))

  // Asked one by one, and of some people alone, it is the same: whole months, days, and months with days have questions of their own.
  const some = owners.flatMap((id) => (id === null ? [] : [id])).slice(0, 2)
  const asked = [...periods, { start: asDay('2026-03-10'), end: asDay('2026-03-12') }]
  for (const period of asked) {
    const [alone, ofSome] = await app.gate.as(
      actor,
      async (tx) =>
        [
          await factsIn(tx, company.id, 'revenue', [period]),
          await factsIn(tx, company.id, 'revenue', [period], some),
        ] as const,
    )
    const wanted = [...naive(events, [period])].filter(([, [wins, amount]]) => wins !== 0 || amount !== 0)
    const told = (facts: typeof alone) =>
      Object.fromEntries(
        facts
          .filter((one) => one.won !== 0 || one.amountMinor !== 0)
          .map((one) => [`${one.span} ${one.ownerId}`, [one.won, one.amountMinor]]),
      )
    expect(told(alone)).toEqual(Object.fromEntries(wanted))
    expect(told(ofSome)).toEqual(Object.fromEntries(wanted.filter(([key]) => some.some((id) => key.endsWith(id)))))
  }
})
