import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actorOf } from '#modules/auth/api.ts'
import { createDemoCompany } from '#modules/demo/api.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { ruleCodes } from './contract.ts'
import { judgeDeals, measureOf } from './service/judging.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const at = (day: string) => `2026-${day}T12:00:00+03:00`

async function team() {
  const company = await app.company()
  const pipeline = await company.pipeline(['Новая', 'КП'])
  const head = await company.person({ role: 'head' })
  const seller = await company.person({ name: 'Анна', managerId: head.id })
  return { company, pipeline, head, seller, fresh: pipeline.stage('Новая'), offer: pipeline.stage('КП') }
}

const reasonsOf = async (person: TestPerson, dealId: string) => {
  const { rows } = await app.as(person).hygiene.scores({ dealIds: [dealId] })
  return rows[0]?.reasons.map(({ code }) => code)
}

describe('the signs of a deal', () => {
  test('follow its tasks, calls, dates and moves', async () => {
    const { company, seller, pipeline, offer, fresh } = await team()
    const [id = ''] = await company.deals([
      { owner: seller, expectedCloseOn: '2026-12-10', moves: [[fresh, at('11-10')]] },
    ])
    expect(await reasonsOf(seller, id)).toEqual(['noStep'])
    const task = await app.as(seller).tasks.create({ title: 'Позвонить', dealId: id, dueOn: '2026-11-24' })
    expect(await reasonsOf(seller, id)).toEqual([])
    await app.as(seller).tasks.edit({ id: task.id, version: 1, changes: { dueOn: '2026-11-20' } })
    expect(await reasonsOf(seller, id)).toEqual(['overdueTask'])
    await app.as(seller).tasks.close({ id: task.id, result: 'готово' })
    expect(await reasonsOf(seller, id)).toEqual(['noStep'])
    for (const expectedCloseOn of ['2026-12-20', '2026-12-25', '2027-01-20'] as const) {
      const { version } = await app.as(seller).deals.get({ id })
      await app.as(seller).deals.edit({ id, version, changes: { expectedCloseOn } })
    }
    expect(await reasonsOf(seller, id)).toEqual(['noStep', 'pushedClose'])
    await app.as(seller).deals.move({ id, stageId: offer })
    await app.as(seller).deals.move({ id, stageId: pipeline.won })
    expect(await reasonsOf(seller, id)).toBeUndefined()
    await app.as(seller).deals.move({ id, stageId: offer })
    expect(await reasonsOf(seller, id)).toEqual(['noStep', 'pushedClose'])
    await app.as(seller).tasks.create({ title: 'Ещё шаг', dealId: id, dueOn: '2026-11-24' })
    expect(await reasonsOf(seller, id)).toEqual(['pushedClose'])
  })

  test('a call by a colleague breaks the silence, whoever sees it', async () => {
    const { company, head, seller, fresh } = await team()
    const [id = ''] = await company.deals([{ owner: seller, moves: [[fresh, at('10-01')]] }])
    expect(await reasonsOf(seller, id)).toContain('silent')
    const call = {
      workspace_id: company.id,
      kind: 'call',
      owner_id: head.id,
      deal_id: id,
      occurred_at: new Date(at('11-19')),
    }
    await app.database.insertInto('activities').values(call).execute()
    expect(await reasonsOf(seller, id)).not.toContain('silent')
  })

  test('a step that the head has taken upon himself is a step for the seller too', async () => {
    const { company, head, seller, fresh } = await team()
    const [id = ''] = await company.deals([{ owner: seller, moves: [[fresh, at('11-15')]] }])
    await app.as(head).tasks.create({ title: 'Сам позвоню директору', dealId: id, dueOn: '2026-11-25' })
    expect(await reasonsOf(seller, id)).toEqual([])
  })

  test('are at any time what the records give', async () => {
    const { workspaceId } = await createDemoCompany(app.gate, new Date(at('11-21')), {
      deals: 600,
      sellers: 6,
      months: 6,
    })
    const signs = () =>
      sql`select * from deal_signs where workspace_id = ${workspaceId}::uuid order by deal_id`.execute(app.database)
    const kept = (await signs()).rows
    expect(kept.length).toBeGreaterThan(20)
    await sql`select rebuild_deal_signs(${workspaceId}::uuid)`.execute(app.database)
    expect((await signs()).rows).toEqual(kept)
  })
})

describe('a list of deals', () => {
  test('won, lost and deleted deals have no hygiene; one made today is not silent', async () => {
    const { company, head, seller, pipeline, fresh } = await team()
    const ids = await company.deals([
      {
        owner: seller,
        moves: [
          [fresh, at('10-01')],
          [pipeline.won, at('11-01')],
        ],
      },
      {
        owner: seller,
        moves: [
          [fresh, at('10-01')],
          [pipeline.lost, at('11-01')],
        ],
      },
      { owner: seller, moves: [[fresh, at('10-01')]] },
      { owner: seller, moves: [[fresh, '2026-11-21T08:00:00+03:00']] },
    ])
    const [, , old = '', made = ''] = ids
    const ask = () => app.as(head).hygiene.scores({ dealIds: ids })
    expect((await ask()).rows.map(({ dealId, broken }) => [dealId, broken])).toEqual([
      [old, 2],
      [made, 0],
    ])
    await app.as(head).deals.trash({ ids: [old], deleted: true })
    expect((await ask()).rows.map(({ dealId }) => dealId)).toEqual([made])
    await app.as(head).deals.trash({ ids: [old], deleted: false })
    expect((await ask()).rows).toHaveLength(2)
  })
})

describe('the summary', () => {
  test('by seller and reason; each figure opens its deals', async () => {
    const { company, head, seller, fresh } = await team()
    await company.deals([
      { owner: seller, title: 'Без шага', amountMinor: 300_00, moves: [[fresh, at('11-12')]] },
      {
        owner: seller,
        title: 'Без шага и срока',
        amountMinor: 700_00,
        expectedCloseOn: '2026-11-01',
        moves: [[fresh, at('11-12')]],
      },
      { owner: seller, title: 'Новая', amountMinor: 900_00, moves: [[fresh, '2026-11-21T08:00:00+03:00']] },
    ])
    const { total, rows } = await app.as(head).hygiene.summary({})
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      owner: { name: 'Анна' },
      open: { n: 3, sumMinor: 1_900_00 },
      clean: { n: 1, sumMinor: 900_00 },
    })
    const figure = (code: string) => total.byReason.find((one) => one.code === code)
    expect(figure('noStep')).toMatchObject({ n: 2, sumMinor: 1_000_00 })
    expect(figure('overdueClose')).toMatchObject({ n: 1, sumMinor: 700_00 })
    expect(figure('silent')).toMatchObject({ n: 0 })
    const first = await app.as(head).hygiene.deals({ code: 'noStep', limit: 1 })
    const second = await app.as(head).hygiene.deals({ code: 'noStep', limit: 1, cursor: first.nextCursor ?? '' })
    expect([...first.rows, ...second.rows].map(({ title, score }) => [title, score])).toEqual([
      ['Без шага и срока', 55],
      ['Без шага', 80],
    ])
    expect(second.nextCursor).toBeNull()
  })

  test('a rule that is switched off is in no figure; a threshold moves it', async () => {
    const { company, head, seller, fresh } = await team()
    await company.deals([{ owner: seller, moves: [[fresh, at('11-12')]] }])
    await app.as(head).hygiene.editRule({ code: 'noStep', enabled: false, threshold: 1 })
    const summary = await app.as(head).hygiene.summary({})
    expect(summary.total.clean.n).toBe(1)
    expect(summary.rules).not.toContain('noStep')
    await app.as(head).hygiene.editRule({ code: 'silent', enabled: true, threshold: 5 })
    expect((await app.as(head).hygiene.deals({})).rows[0]?.reasons).toMatchObject([{ code: 'silent', value: 8 }])
    await expect(
      app.as(head).hygiene.editRule({ code: 'silent', enabled: true, threshold: null }),
    ).rejects.toMatchObject({ code: 'THRESHOLD_REQUIRED' })
  })

  test('a field that the stage requires and that is empty', async () => {
    const { company, head, seller, fresh } = await team()
    const [id = ''] = await company.deals([{ owner: seller, moves: [[fresh, at('11-15')]] }])
    const field = {
      workspace_id: company.id,
      subject: 'deal',
      name: 'Бюджет',
      kind: 'money',
      required_stage_ids: [fresh],
    }
    const { id: fieldId } = await app.database
      .insertInto('fields')
      .values(field)
      .returning('id')
      .executeTakeFirstOrThrow()
    const missing = async () => (await app.as(head).hygiene.deals({ code: 'missingField' })).rows
    expect(await missing()).toMatchObject([{ dealId: id }])
    expect((await missing())[0]?.reasons.find(({ code }) => code === 'missingField')?.fields).toEqual(['Бюджет'])
    await app.database
      .updateTable('deals')
      .set({ custom: JSON.stringify({ [fieldId]: 5 }) })
      .where('id', '=', id)
      .execute()
    expect(await missing()).toEqual([])
  })

  test('SQL and the pure judgement agree on every deal of a company', async () => {
    const now = new Date(at('11-21'))
    const { workspaceId, people } = await createDemoCompany(app.gate, now, {
      deals: 900,
      sellers: 8,
      months: 6,
      seed: 7,
    })
    const owner = people.find(({ role }) => role === 'owner')
    await sql`update people set state = 'active' where id = ${owner?.id ?? ''}::uuid`.execute(app.database)
    const actor = await actorOf(app.gate, owner?.id ?? '', now)
    if (!actor) throw new Error('no actor')
    await sql`update deals set base_minor = 0 where workspace_id = ${workspaceId}::uuid and outcome = 'open' and random() < 0.1`.execute(
      app.database,
    )
    const api = app.as({ id: actor.personId, workspaceId })
    const byCode = new Map<string, number>()
    await app.gate.as(actor, async (tx) => {
      const open = await tx.selectFrom('deals').select('id').where('outcome', '=', 'open').execute()
      const measure = await measureOf(tx, actor, app.services.clock.now())
      // All reasons and not the worst three: each rule alone.
      for (const code of ruleCodes) {
        const rules = { ...measure, limits: { ...measure.limits } }
        const alone = await judgeDeals(
          tx,
          actor,
          only(rules, code),
          open.map(({ id }) => id),
        )
        byCode.set(code, alone.filter(({ broken }) => broken > 0).length)
      }
    })
    const { total } = await api.hygiene.summary({})
    expect(Object.fromEntries(total.byReason.map(({ code, n }) => [code, n]))).toEqual(Object.fromEntries(byCode))
    expect(total.byReason.filter(({ n }) => n > 0).length).toBeGreaterThan(4)
  })
})

/** The measure with all other rules off. */
function only(measure: Awaited<ReturnType<typeof measureOf>>, code: (typeof ruleCodes)[number]) {
  const { limits } = measure
  return {
    ...measure,
    limits: {
      noStepCreatedBefore: code === 'noStep' ? limits.noStepCreatedBefore : null,
      dueBefore: code === 'overdueTask' ? limits.dueBefore : null,
      stuckIsOn: code === 'stuck',
      closeBefore: code === 'overdueClose' ? limits.closeBefore : null,
      pushes: code === 'pushedClose' ? limits.pushes : null,
      silentBefore: code === 'silent' ? limits.silentBefore : null,
      missingIsOn: code === 'missingField',
      zeroCreatedBefore: code === 'zeroAmount' ? limits.zeroCreatedBefore : null,
    },
  }
}

describe('who may', () => {
  test('other teams and companies see nothing of it; strangers, HR and administrators are turned away', async () => {
    const { company, head, seller, fresh } = await team()
    const [id = ''] = await company.deals([{ owner: seller, moves: [[fresh, at('10-01')]] }])
    const stranger = (await team()).head
    const rival = await company.person({ role: 'head' })
    for (const outsider of [rival, stranger]) {
      const api = app.as(outsider).hygiene
      expect((await api.scores({ dealIds: [id] })).rows).toEqual([])
      expect((await api.summary({})).total.open.n).toBe(0)
      expect((await api.summary({ ownerIds: [seller.id] })).total.open.n).toBe(0)
      expect((await api.deals({ ownerIds: [seller.id] })).rows).toEqual([])
    }
    expect((await app.as(head).hygiene.summary({})).total.open.n).toBe(1)
    const hr = app.as(await company.person({ role: 'hr' })).hygiene
    await expect(hr.summary({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(hr.rules({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.stranger.hygiene.scores({ dealIds: [id] })).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect(
      app.as(seller).hygiene.editRule({ code: 'silent', enabled: false, threshold: 14 }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
