import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { dealsContract } from './contract.ts'

let app: TestApp
let mine: TestPerson
let colleague: TestPerson
let stranger: TestPerson
let dealId: string
let pipeline: Awaited<ReturnType<Awaited<ReturnType<TestApp['company']>>['pipeline']>>
let foreign: typeof pipeline

beforeAll(async () => {
  app = await testApp()
  const [company, other] = [await app.company(), await app.company({ name: 'Чужая' })]
  pipeline = await company.pipeline()
  foreign = await other.pipeline()
  mine = await company.person({ role: 'head' })
  colleague = await company.person({ role: 'head' })
  stranger = await other.person({ role: 'owner' })
  dealId = (await app.as(mine).deals.create({ title: 'Завод «Прогресс»', amountMinor: 500 })).id
})
afterAll(() => app.close())

type Call = (api: ReturnType<TestApp['as']>['deals']) => Promise<unknown>

/** One valid request to each endpoint. */
const requests = (): Record<keyof typeof dealsContract, Call> => ({
  list: (api) => api.list({}),
  totals: (api) => api.totals({}),
  board: (api) => api.board({ pipelineId: pipeline.id }),
  boardTotals: (api) => api.boardTotals({ pipelineId: pipeline.id }),
  boardColumn: (api) => api.boardColumn({ stageId: pipeline.stage('Новая') }),
  search: (api) => api.search({ text: 'Прогресс' }),
  reference: (api) => api.reference({}),
  get: (api) => api.get({ id: dealId }),
  history: (api) => api.history({ id: dealId }),
  create: (api) => api.create({ title: 'Чужими руками', stageId: pipeline.stage('Новая'), ownerId: mine.id }),
  edit: (api) => api.edit({ id: dealId, version: 1, changes: { title: 'Моё' } }),
  move: (api) => api.move({ id: dealId, stageId: pipeline.won }),
  undoMove: (api) => api.undoMove({ id: dealId, seq: 1 }),
  copy: (api) => api.copy({ id: dealId }),
  setContacts: (api) => api.setContacts({ id: dealId, version: 1, mainId: null, contacts: [] }),
  setTeam: (api) => api.setTeam({ id: dealId, version: 1, members: [] }),
  bulkPreview: (api) => api.bulkPreview({ target: { ids: [dealId] }, set: { amountMinor: 1 } }),
  bulkChange: (api) => api.bulkChange({ target: { ids: [dealId] }, set: { amountMinor: 1 } }),
  bulk: (api) => api.bulk({ id: dealId }),
  bulkUndo: (api) => api.bulkUndo({ id: dealId }),
  trash: (api) => api.trash({ ids: [dealId], deleted: true }),
  trashed: (api) => api.trashed({}),
  purge: (api) => api.purge({ ids: [dealId] }),
  pipelines: (api) => api.pipelines({}),
  addPipeline: (api) =>
    api.addPipeline({
      name: 'Опт',
      stages: (['open', 'won', 'lost'] as const).map((meaning) => ({ name: meaning, meaning })),
    }),
  editPipeline: (api) => api.editPipeline({ id: pipeline.id, name: 'Моя' }),
  addStage: (api) => api.addStage({ pipelineId: pipeline.id, name: 'Ещё', meaning: 'open' }),
  editStage: (api) => api.editStage({ id: pipeline.won, name: 'Мой' }),
  orderStages: (api) => api.orderStages({ pipelineId: pipeline.id, stageIds: [pipeline.won] }),
  archiveStage: (api) => api.archiveStage({ id: pipeline.stage('Переговоры') }),
  factsState: (api) => api.factsState({}),
  sources: (api) => api.sources({}),
  addSource: (api) => api.addSource({ name: 'Сайт' }),
  editSource: (api) => api.editSource({ id: dealId, name: 'Мой' }),
  lossReasons: (api) => api.lossReasons({}),
  addLossReason: (api) => api.addLossReason({ name: 'Дорого' }),
  editLossReason: (api) => api.editLossReason({ id: dealId, name: 'Моя' }),
  competitors: (api) => api.competitors({}),
  addCompetitor: (api) => api.addCompetitor({ name: 'Гидроплюс' }),
  editCompetitor: (api) => api.editCompetitor({ id: dealId, name: 'Мой' }),
  contactRoles: (api) => api.contactRoles({}),
  addContactRole: (api) => api.addContactRole({ name: 'ЛПР' }),
  editContactRole: (api) => api.editContactRole({ id: dealId, name: 'Моя' }),
})

test.each(Object.keys(dealsContract) as (keyof typeof dealsContract)[])(
  'a stranger gets nothing from %s',
  async (name) => {
    await expect(requests()[name](app.stranger.deals)).rejects.toMatchObject({ code: 'UNAUTHORIZED', status: 401 })
  },
)

test.each(['get', 'history', 'edit', 'move', 'undoMove', 'copy', 'setContacts', 'setTeam', 'trash'] as const)(
  'a deal of another team does not exist for %s',
  async (name) => {
    await expect(requests()[name](app.as(colleague).deals)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  },
)

test('a deal of another team is in no list, sum, board or search', async () => {
  const api = app.as(colleague).deals
  expect((await api.list({})).rows).toEqual([])
  expect((await api.list({ ownerIds: [mine.id] })).rows).toEqual([])
  expect(await api.totals({})).toEqual({ count: 0, sumMinor: 0 })
  expect(await api.totals({ created: '2026' })).toEqual({ count: 0, sumMinor: 0 })
  expect((await api.search({ text: 'Прогресс' })).rows).toEqual([])
  const { columns } = await api.board({ pipelineId: pipeline.id })
  expect(columns.flatMap(({ rows }) => rows)).toEqual([])
  expect(columns.every(({ totals }) => totals?.count === 0)).toBe(true)
  expect((await api.boardColumn({ stageId: pipeline.stage('Новая') })).rows).toEqual([])
  expect((await api.reference({})).owners.map(({ id }) => id)).toEqual([colleague.id])
})

test('a deal cannot be made for or given to somebody out of my scope', async () => {
  await expect(requests().create(app.as(colleague).deals)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const given = app.as(mine).deals.edit({ id: dealId, version: 1, changes: { ownerId: colleague.id } })
  await expect(given).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect((await app.as(mine).deals.get({ id: dealId })).owner?.id).toBe(mine.id)
})

test.each([
  'get',
  'history',
  'edit',
  'move',
  'undoMove',
  'copy',
  'setContacts',
  'setTeam',
  'trash',
  'purge',
  'board',
  'editPipeline',
  'addStage',
  'editStage',
  'orderStages',
  'archiveStage',
] as const)('what another company has does not exist for %s', async (name) => {
  const refused = requests()[name](app.as(stranger).deals)
  await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('another company sees neither my deals nor my settings', async () => {
  const api = app.as(stranger).deals
  await app.as(mine).deals.addSource({ name: 'Выставка' })
  expect((await api.list({})).rows).toEqual([])
  expect(await api.totals({})).toEqual({ count: 0, sumMinor: 0 })
  expect((await api.search({ text: 'Прогресс' })).rows).toEqual([])
  expect((await api.search({ text: dealId })).rows).toEqual([])
  expect((await api.pipelines({})).map(({ id }) => id)).toEqual([foreign.id])
  expect(await api.sources({})).toEqual([])
  expect((await api.reference({})).owners.map(({ id }) => id)).toEqual([stranger.id])
  await expect(api.create({ title: 'К вам', stageId: pipeline.won })).rejects.toMatchObject({ code: 'STAGE_UNKNOWN' })
})

test.each(['hr', 'admin'])('%s sees no deals', async (role) => {
  const company = await app.company()
  await company.pipeline()
  const api = app.as(await company.person({ role })).deals
  await expect(api.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(api.search({ text: 'Завод' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(api.get({ id: dealId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test.each(['auditor', 'finance', 'marketing'])('%s reads deals and changes none', async (role) => {
  const company = await app.company()
  const own = await company.pipeline()
  const { id } = await app.as(await company.person({ role: 'owner' })).deals.create({ title: 'Завод' })
  const api = app.as(await company.person({ role })).deals
  const may = { edit: false, move: false, reassign: false, split: false, trash: false, create: false }
  expect((await api.get({ id })).may).toEqual(may)
  await expect(api.edit({ id, version: 1, changes: { title: 'Моё' } })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(api.move({ id, stageId: own.won })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(api.create({ title: 'Новая' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
