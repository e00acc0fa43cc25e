import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { actorOf } from '#modules/auth/data/actor.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { insertBulk, updateBulk } from './data/bulk-changes.ts'
import { bulkJob } from './service/bulk-job.ts'
import { rebuildFacts } from './service/rebuild-facts.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

type Company = Awaited<ReturnType<TestApp['company']>>
let company: Company
let pipeline: Awaited<ReturnType<Company['pipeline']>>
let owner: TestPerson
let head: TestPerson
let seller: TestPerson
let rival: TestPerson
let source: string

beforeEach(async () => {
  company = await app.company()
  pipeline = await company.pipeline()
  owner = await company.person({ role: 'owner', name: 'Ольга Собственник' })
  head = await company.person({ role: 'head', name: 'Глеб Руководитель' })
  seller = await company.person({ name: 'Семён Продавец', managerId: head.id })
  rival = await company.person({ name: 'Роман Чужой' })
  source = await company.source('Выставка')
})

const at = '2026-11-10T10:00:00+03:00'
const deals = (count: number, own: TestPerson = seller, stage = pipeline.stage('Новая')) =>
  company.deals(
    Array.from({ length: count }, (_, index) => ({
      title: `Сделка ${index}`,
      owner: own,
      amountMinor: 100_00,
      moves: [[stage, at]] as const,
    })),
  )
const get = (id: string, by = owner) => app.as(by).deals.get({ id })

describe('a change of many deals', () => {
  test('says before what it would do, does just that, and is taken back to the exact values', async () => {
    const open = await deals(4)
    const [closed = ''] = await deals(1, seller, pipeline.won)
    const [foreign = ''] = await deals(1, rival)
    const [first = '', second = ''] = open
    await app.as(owner).deals.edit({ id: second, version: 1, changes: { amountMinor: 500_00 } })
    const question = { target: { ids: [...open, closed, foreign] }, set: { amountMinor: 500_00, sourceId: source } }
    const before = await Promise.all(open.map((id) => get(id)))

    const preview = await app.as(head).deals.bulkPreview(question)
    expect(preview).toMatchObject({ total: 5, later: false, changed: 4, unchanged: 0 })
    expect(preview.refused).toEqual([
      { reason: 'CLOSED', count: 1, examples: ['Сделка 0'] },
      { reason: 'GONE', count: 1, examples: [] },
    ])
    expect((await get(first)).amountMinor).toBe(100_00)

    const change = await app.as(head).deals.bulkChange(question)
    expect(change).toMatchObject({ status: 'done', outcome: { changed: 4 } })
    expect(await get(first)).toMatchObject({ amountMinor: 500_00, baseMinor: 500_00, source: { name: 'Выставка' } })
    expect((await get(foreign)).amountMinor).toBe(100_00)
    const [entry] = (await app.as(owner).deals.history({ id: first })).entries
    expect(entry).toMatchObject({ kind: 'edited', by: { name: 'Глеб Руководитель' } })

    // Somebody changes one value of one deal in between: it stays, his other values go back.
    const { version } = await get(first)
    await app.as(owner).deals.edit({ id: first, version, changes: { amountMinor: 777_00 } })
    expect(await app.as(head).deals.bulkUndo({ id: change.id })).toMatchObject({
      status: 'undone',
      undone: { restored: 3, kept: 1 },
    })
    expect(await get(first)).toMatchObject({ amountMinor: 777_00, source: null })
    for (const was of before.slice(1))
      expect(await get(was.id)).toMatchObject({ amountMinor: was.amountMinor, source: was.source })
    await expect(app.as(head).deals.bulkUndo({ id: change.id })).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' })
  })

  test('moves by a filter, with facts that a rebuild confirms, and goes back on the stages', async () => {
    const ids = await deals(5)
    const [stays = ''] = ids
    const where = 'all(title:has:Сделка,stage:in:' + pipeline.stage('Новая') + ')'
    const change = await app
      .as(owner)
      .deals.bulkChange({ target: { filter: { where } }, set: { stageId: pipeline.stage('Переговоры') } })
    expect(change.outcome).toEqual({ changed: 5, unchanged: 0, refused: [] })
    await app.as(seller).deals.move({ id: stays, stageId: pipeline.stage('Предложение') })
    expect((await app.as(owner).deals.bulkUndo({ id: change.id })).undone).toEqual({ restored: 4, kept: 1 })
    expect((await get(stays)).stage.name).toBe('Предложение')
    expect((await get(ids[1] ?? '')).stage.name).toBe('Новая')
    const totals = () => app.as(owner).deals.board({ pipelineId: pipeline.id })
    const kept = await totals()
    await app.gate.asServer((tx) => rebuildFacts(tx, company.id, 'Europe/Moscow'))
    expect(await totals()).toEqual(kept)
  })

  test('of more deals than one transaction should hold is a job that goes on where it stopped', async () => {
    const ids = (await deals(6)).toSorted()
    await app.jobs.start()
    const question = { target: { filter: { where: 'all(title:has:Сделка)' } }, set: { sourceId: source }, at: at }
    const actor = { workspaceId: company.id, personId: owner.id }
    const who = await actorOf(app.gate, owner.id)
    if (!who) throw new Error('no actor')
    const id = await app.gate.as(who, async (tx) => {
      const bulkId = await insertBulk(tx, actor, { question, rowsTotal: 6 })
      // As if a run had been cut off after the second deal.
      const outcome = { changed: 2, unchanged: 0, refused: [] }
      await updateBulk(tx, bulkId, {
        status: 'running',
        rowsDone: 2,
        result: { outcome, after: ids[1] ?? '', undone: null },
      })
      return bulkId
    })
    await app.services.jobs.enqueue(bulkJob, { bulkId: id }, { actor })
    await vi.waitFor(async () => expect((await app.as(owner).deals.bulk({ id })).status).toBe('done'), {
      timeout: 30_000,
    })
    expect(await app.as(owner).deals.bulk({ id })).toMatchObject({ rowsDone: 6, outcome: { changed: 6 } })
    const sources = await Promise.all(ids.map(async (deal) => (await get(deal)).source?.name ?? null))
    expect(sources).toEqual([null, null, 'Выставка', 'Выставка', 'Выставка', 'Выставка'])
    expect((await app.as(owner).deals.bulkUndo({ id })).undone).toEqual({ restored: 4, kept: 0 })
  })

  test('is refused as a whole when it makes no sense or is not allowed', async () => {
    const ids = await deals(1)
    const change = (by: TestPerson, set: Record<string, unknown>) =>
      app.as(by).deals.bulkChange({ target: { ids }, set })
    await expect(change(owner, {})).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(change(owner, { stageId: source })).rejects.toMatchObject({ code: 'STAGE_UNKNOWN' })
    await expect(change(owner, { sourceId: pipeline.won })).rejects.toMatchObject({ code: 'REFERENCE_MISSING' })
    await expect(change(seller, { ownerId: rival.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(change(head, { ownerId: rival.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await app.as(owner).deals.addLossReason({ name: 'Дорого' })
    await expect(change(owner, { stageId: pipeline.lost })).rejects.toMatchObject({ code: 'LOSS_REASON_REQUIRED' })
    const { id } = await change(owner, { expectedCloseOn: '2026-12-01' })
    await expect(app.as(head).deals.bulk({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(app.as(head).deals.bulkUndo({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('asks for the fields that a stage must have, deal by deal', async () => {
    const [first = '', second = ''] = await deals(2)
    const field = await app.as(owner).fields.add({
      subject: 'deal',
      kind: 'text',
      name: 'Договор №',
      requiredStageIds: [pipeline.stage('Переговоры')],
    })
    await app.as(owner).deals.edit({ id: first, version: 1, changes: { custom: { [field.id]: '12' } } })
    const target = { ids: [first, second] }
    const move = await app.as(owner).deals.bulkChange({ target, set: { stageId: pipeline.stage('Переговоры') } })
    expect(move.outcome).toMatchObject({
      changed: 1,
      refused: [{ reason: 'FIELDS_REQUIRED', count: 1, examples: ['Сделка 1'] }],
    })
    const fill = await app.as(owner).deals.bulkChange({ target, set: { custom: { [field.id]: '77' } } })
    expect(fill.outcome?.changed).toBe(2)
    await app.as(owner).deals.bulkUndo({ id: fill.id })
    expect((await get(first)).custom).toEqual({ [field.id]: '12' })
    expect((await get(second)).custom).toEqual({})
  })
})
