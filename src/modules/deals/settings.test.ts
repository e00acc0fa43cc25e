import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { actorOf } from '#modules/auth/api.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { openDeal } from './data/histories.ts'
import { beginDeals } from './service/first-settings.ts'
import { rebuildFacts } from './service/rebuild-facts.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

let company: Awaited<ReturnType<TestApp['company']>>
let pipeline: Awaited<ReturnType<Awaited<ReturnType<TestApp['company']>>['pipeline']>>
let owner: TestPerson
let admin: TestPerson
let seller: TestPerson

beforeEach(async () => {
  company = await app.company()
  pipeline = await company.pipeline()
  owner = await company.person({ role: 'owner' })
  admin = await company.person({ role: 'admin' })
  seller = await company.person()
})

const stages = [
  { name: 'Отказ', meaning: 'lost', color: 'red' },
  { name: 'Заявка', meaning: 'open', color: 'grey' },
  { name: 'Победа', meaning: 'won', color: 'green' },
  { name: 'Встреча', meaning: 'open', color: 'blue' },
] as const

test('a new pipeline has its open stages first, then won, then lost', async () => {
  const made = await app.as(admin).deals.addPipeline({ name: 'Опт', stages: [...stages] })
  expect(made.stages.map(({ name, position }) => [name, position])).toEqual([
    ['Заявка', 0],
    ['Встреча', 1],
    ['Победа', 2],
    ['Отказ', 3],
  ])
})

test('a pipeline without a won stage is refused', async () => {
  const bad = app
    .as(admin)
    .deals.addPipeline({ name: 'Опт', stages: stages.filter(({ meaning }) => meaning !== 'won').concat(stages[1]) })
  await expect(bad).rejects.toMatchObject({ code: 'PIPELINE_NEEDS_STAGES' })
})

test('a stage with deals asks where they go; then each of them moves with a row in its log, whoever owns it', async () => {
  const first = await app.as(seller).deals.create({ title: 'Первая' })
  await app.as(owner).deals.create({ title: 'Вторая' })
  const id = pipeline.stage('Новая')
  await expect(app.as(admin).deals.archiveStage({ id })).rejects.toMatchObject({
    code: 'STAGE_HAS_DEALS',
    data: { deals: 2 },
  })
  const changed = await app.as(admin).deals.archiveStage({ id, moveToStageId: pipeline.stage('Квалификация') })
  expect(changed.stages.at(-1)).toMatchObject({ name: 'Новая', archived: true })
  expect((await app.as(seller).deals.get({ id: first.id })).stage.name).toBe('Квалификация')
  expect((await app.as(seller).deals.history({ id: first.id })).entries).toHaveLength(2)
  const board = await app.as(owner).deals.board({ pipelineId: pipeline.id })
  expect(board.columns[0]).toMatchObject({ stage: { name: 'Квалификация' }, totals: { count: 2 } })
  await expect(app.as(seller).deals.create({ title: 'Третья', stageId: id })).rejects.toMatchObject({
    code: 'STAGE_UNKNOWN',
  })
})

test('nothing comes back to an archived stage: neither out of the trash nor by an undone move', async () => {
  const api = app.as(owner).deals
  const [thrown, moved, many] = [
    await api.create({ title: 'В корзине' }),
    await api.create({ title: 'Подвинутая' }),
    await api.create({ title: 'Одна из многих' }),
  ]
  await api.trash({ ids: [thrown.id], deleted: true })
  const [id, there] = [pipeline.stage('Новая'), pipeline.stage('Квалификация')]
  const { seq } = await api.move({ id: moved.id, stageId: there })
  const bulk = await api.bulkChange({ target: { ids: [many.id] }, set: { stageId: there } })
  await expect(api.archiveStage({ id })).rejects.toMatchObject({ code: 'STAGE_HAS_DEALS', data: { deals: 1 } })
  await api.archiveStage({ id, moveToStageId: there })

  await api.trash({ ids: [thrown.id], deleted: false })
  expect((await api.get({ id: thrown.id })).stage.name).toBe('Квалификация')
  await expect(api.undoMove({ id: moved.id, seq })).rejects.toMatchObject({ code: 'STAGE_UNKNOWN' })
  expect((await api.bulkUndo({ id: bulk.id })).undone).toEqual({ restored: 0, kept: 1 })
  const { columns } = await api.board({ pipelineId: pipeline.id })
  expect(columns[0]).toMatchObject({ stage: { name: 'Квалификация' }, totals: { count: 3 } })
})

test('an archived stage keeps its place among the others, whoever is added or put in order after it', async () => {
  const other = await app.company()
  const chief = await other.person({ role: 'owner' })
  const { id, ...made } = await other.pipeline(['Новая', 'Показ', 'КП'])
  const { deals } = app.as(chief)
  await deals.archiveStage({ id: made.stage('Показ') })
  const placed = async () =>
    (await deals.pipelines({}))[0]?.stages.toSorted((a, b) => a.position - b.position).map(({ name }) => name)
  await deals.addStage({ pipelineId: id, name: 'Договор', meaning: 'open' })
  expect(await placed()).toEqual(['Новая', 'Показ', 'КП', 'Договор', 'Успешно', 'Отказ'])
  const inUse = (await deals.pipelines({}))[0]?.stages.filter(({ archived }) => !archived).map((one) => one.id) ?? []
  const [fresh = '', offer = '', ...rest] = inUse
  await deals.orderStages({ pipelineId: id, stageIds: [offer, fresh, ...rest] })
  expect(await placed()).toEqual(['КП', 'Новая', 'Показ', 'Договор', 'Успешно', 'Отказ'])
})

test('a stage comes back from the archive to its place, and the figures of the past are as before', async () => {
  const other = await app.company()
  const chief = await other.person({ role: 'owner' })
  const made = await other.pipeline(['Новая', 'Показ', 'КП'])
  const moves = ['Новая', 'Показ', 'КП'].map(
    (name, n) => [made.stage(name), `2026-11-0${n + 2}T12:00:00+03:00`] as const,
  )
  await other.deals([{ owner: chief, title: 'Прошла', amountMinor: 100, moves }])
  const { deals, funnel } = app.as(chief)
  const reached = async () =>
    (await funnel.view({ period: '2026-11', pipelineId: made.id })).cohort.stages.map(({ stageId, reached: { n } }) => [
      stageId,
      n,
    ])
  const rebuilt = () => app.gate.asServer((tx) => rebuildFacts(tx, other.id, 'Europe/Moscow'))
  const before = await reached()
  const id = made.stage('Показ')
  await deals.archiveStage({ id })
  await rebuilt()
  const back = await deals.editStage({ id, archived: false })
  expect(back.stages.map(({ name, archived }) => [name, archived]).slice(0, 3)).toEqual([
    ['Новая', false],
    ['Показ', false],
    ['КП', false],
  ])
  await rebuilt()
  expect(await reached()).toEqual(before)
  await deals.create({ title: 'Новая', stageId: id })
})

test('deals of an archived stage that go to a loss need a reason', async () => {
  await app.as(seller).deals.create({ title: 'Первая' })
  const reason = await app.as(owner).deals.addLossReason({ name: 'Дорого' })
  const archive = { id: pipeline.stage('Новая'), moveToStageId: pipeline.lost }
  await expect(app.as(owner).deals.archiveStage(archive)).rejects.toMatchObject({ code: 'LOSS_REASON_REQUIRED' })
  await app.as(owner).deals.archiveStage({ ...archive, lossReasonId: reason.id })
  expect((await app.as(owner).deals.list({})).rows[0]).toMatchObject({ lossReason: { name: 'Дорого' } })
})

test('the meaning of a stage may change until a deal has been on it', async () => {
  const unused = await app
    .as(owner)
    .deals.editStage({ id: pipeline.stage('Переговоры'), meaning: 'lost', name: 'Отложено' })
  expect(unused.stages.find(({ name }) => name === 'Отложено')).toMatchObject({ meaning: 'lost' })
  await app.as(seller).deals.create({ title: 'Первая' })
  const used = app.as(owner).deals.editStage({ id: pipeline.stage('Новая'), meaning: 'won' })
  await expect(used).rejects.toMatchObject({ code: 'STAGE_HAS_HISTORY' })
  const last = app.as(owner).deals.editStage({ id: pipeline.won, meaning: 'open' })
  await expect(last).rejects.toMatchObject({ code: 'PIPELINE_NEEDS_STAGES' })
})

test('stages are put in order within their meaning', async () => {
  const order = ['Предложение', 'Новая', 'Переговоры', 'Квалификация'].map(pipeline.stage)
  const changed = await app
    .as(owner)
    .deals.orderStages({ pipelineId: pipeline.id, stageIds: [pipeline.lost, ...order] })
  expect(changed.stages.map(({ name }) => name)).toEqual([
    'Предложение',
    'Новая',
    'Переговоры',
    'Квалификация',
    'Успешно',
    'Отказ',
  ])
  const other = await company.pipeline()
  const foreign = app.as(owner).deals.orderStages({ pipelineId: pipeline.id, stageIds: [other.won] })
  await expect(foreign).rejects.toMatchObject({ code: 'STAGE_UNKNOWN' })
})

test('a new open stage stands before the closing ones', async () => {
  const changed = await app
    .as(owner)
    .deals.addStage({ pipelineId: pipeline.id, name: 'Договор', meaning: 'open', color: 'blue' })
  expect(changed.stages.map(({ name }) => name).slice(-3)).toEqual(['Договор', 'Успешно', 'Отказ'])
  expect(changed.stages.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5, 6])
})

test('a pipeline with open deals cannot be archived', async () => {
  const made = await app.as(seller).deals.create({ title: 'Первая' })
  const archive = () => app.as(owner).deals.editPipeline({ id: pipeline.id, archived: true })
  await expect(archive()).rejects.toMatchObject({ code: 'PIPELINE_HAS_DEALS', data: { deals: 1 } })
  await app.as(seller).deals.move({ id: made.id, stageId: pipeline.won })
  expect((await archive()).archived).toBe(true)
})

test('sources and reasons of loss are named once, archived and brought back', async () => {
  const api = app.as(owner).deals
  const site = await api.addSource({ name: 'Сайт' })
  await expect(api.addSource({ name: 'Сайт' })).rejects.toMatchObject({ code: 'SOURCE_EXISTS' })
  const call = await api.addSource({ name: 'Звонок' })
  await expect(api.editSource({ id: call.id, name: 'Сайт' })).rejects.toMatchObject({ code: 'SOURCE_EXISTS' })
  expect(await api.editSource({ id: site.id, archived: true })).toMatchObject({ archived: true })
  expect((await api.sources({})).map(({ name }) => name)).toEqual(['Звонок', 'Сайт'])
  expect(await api.editSource({ id: site.id, archived: false, name: 'Наш сайт' })).toMatchObject({
    archived: false,
    name: 'Наш сайт',
  })
  const reason = await api.addLossReason({ name: 'Дорого' })
  await expect(api.addLossReason({ name: 'Дорого' })).rejects.toMatchObject({ code: 'LOSS_REASON_EXISTS' })
  expect(await api.editLossReason({ id: reason.id, name: 'Цена' })).toMatchObject({ name: 'Цена' })
})

test('sellers and marketing do not arrange pipelines', async () => {
  for (const role of ['seller', 'marketing', 'finance', 'hr', 'auditor']) {
    const api = app.as(await company.person({ role })).deals
    const attempts = [
      () => api.addPipeline({ name: 'Опт', stages: [...stages] }),
      () => api.editPipeline({ id: pipeline.id, name: 'Иначе' }),
      () => api.addStage({ pipelineId: pipeline.id, name: 'Ещё', meaning: 'open' }),
      () => api.editStage({ id: pipeline.won, name: 'Иначе' }),
      () => api.orderStages({ pipelineId: pipeline.id, stageIds: [pipeline.won] }),
      () => api.archiveStage({ id: pipeline.stage('Новая') }),
      () => api.addSource({ name: 'Сайт' }),
      () => api.addLossReason({ name: 'Дорого' }),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
})

test('a new company begins with a pipeline that works, sources and reasons of loss', async () => {
  const fresh = await app.company()
  await app.gate.asServer((tx) => beginDeals(tx, { workspaceId: fresh.id, language: 'ru' }))
  const head = app.as(await fresh.person({ role: 'head' })).deals
  const { pipelines, sources, lossReasons } = await head.reference({})
  expect(pipelines).toHaveLength(1)
  expect(pipelines[0]?.stages.map(({ meaning }) => meaning)).toEqual([
    'open',
    'open',
    'open',
    'open',
    'open',
    'won',
    'lost',
  ])
  expect([sources.length, lossReasons.length]).toEqual([6, 6])
  expect((await head.create({ title: 'Первая' })).stage.name).toBe('Новая заявка')
})

test('a move goes by the stages as they are at that moment', async () => {
  const { id } = await app.as(seller).deals.create({ title: 'Сделка' })
  const [here, there] = [pipeline.stage('Новая'), pipeline.stage('Квалификация')]
  const moved = () => app.as(seller).deals.move({ id, stageId: there })
  const back = () => app.as(seller).deals.move({ id, stageId: here })
  expect((await moved()).deal.stage.name).toBe('Квалификация')
  await back()
  await app.as(owner).deals.editStage({ id: there, name: 'Знакомство' })
  expect((await moved()).deal.stage.name).toBe('Знакомство')
  await back()

  // What was seen of a change that was taken back is forgotten with it.
  const actor = await actorOf(app.gate, owner.id)
  if (!actor) throw new Error('no actor')
  const taken = app.gate.as(actor, async (tx) => {
    await sql`update stages set archived_at = now() where id = ${there}::uuid`.execute(tx)
    const seen = await openDeal(tx, company.id, id)
    expect(seen?.stages.find((stage) => stage.id === there)?.archived).toBe(true)
    throw new Error('taken back')
  })
  await expect(taken).rejects.toThrow('taken back')
  expect((await moved()).deal.stage.name).toBe('Знакомство')
  await back()

  await app.as(owner).deals.archiveStage({ id: there })
  await expect(moved()).rejects.toMatchObject({ code: 'STAGE_UNKNOWN' })
})

test('a change of stages is kept with the job that makes the facts anew, or not at all', async () => {
  await app.as(seller).deals.create({ title: 'Первая' })
  const order = async () => (await app.as(admin).deals.pipelines({}))[0]?.stages.map(({ id }) => id) ?? []
  const before = await order()
  const [first = '', second = '', ...rest] = before
  const input = { pipelineId: pipeline.id, stageIds: [second, first, ...rest] }
  const fall = () => vi.spyOn(app.services.jobs, 'enqueue').mockRejectedValueOnce(new Error('the server falls'))
  fall()
  await expect(app.as(admin).deals.orderStages(input)).rejects.toMatchObject({ status: 500 })
  fall()
  await expect(app.as(admin).deals.archiveStage({ id: first, moveToStageId: second })).rejects.toMatchObject({
    status: 500,
  })
  expect(await order()).toEqual(before)
  expect(await app.as(admin).deals.factsState({})).toEqual({ isRebuilding: false })
  await app.as(admin).deals.orderStages(input)
  expect(await order()).toEqual(input.stageIds)
  expect(await app.as(admin).deals.factsState({})).toEqual({ isRebuilding: true })
})

test('deals that an archived stage makes won are booked at the rate of that day', async () => {
  const api = app.as(owner)
  await api.org.setRate({ currency: 'USD', validFrom: '2026-01-01', rate: '80' })
  const made = await api.deals.create({ title: 'В долларах', amountMinor: 1_000_00, currency: 'USD' })
  await api.deals.create({ title: 'В рублях', amountMinor: 5_000_00 })
  await api.org.setRate({ currency: 'USD', validFrom: '2026-11-21', rate: '100' })
  await api.deals.archiveStage({ id: made.stage.id, moveToStageId: pipeline.won })
  const { total } = await api.metrics.figures({ metrics: ['sales', 'won'], dimensions: ['company'], period: '2026-11' })
  expect([total.sales?.value, total.won?.value]).toEqual([105_000_00, 2])
  // A won deal that another won stage takes over keeps the rate of its win.
  const { stages: all } = await api.deals.addStage({ pipelineId: pipeline.id, name: 'Оплачено', meaning: 'won' })
  await api.org.setRate({ currency: 'USD', validFrom: '2026-11-21', rate: '120' })
  const paid = all.find(({ name }) => name === 'Оплачено')?.id ?? ''
  await api.deals.archiveStage({ id: pipeline.won, moveToStageId: paid })
  const kept = await api.metrics.figures({ metrics: ['sales', 'won'], dimensions: ['company'], period: '2026-11' })
  expect([kept.total.sales?.value, kept.total.won?.value]).toEqual([105_000_00, 2])
})
