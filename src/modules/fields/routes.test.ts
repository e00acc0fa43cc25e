import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

let company: Awaited<ReturnType<TestApp['company']>>
let pipeline: Awaited<ReturnType<typeof company.pipeline>>
let owner: TestPerson
let seller: TestPerson

beforeEach(async () => {
  company = await app.company()
  pipeline = await company.pipeline()
  owner = await company.person({ role: 'owner', name: 'Ольга Собственник' })
  seller = await company.person({ name: 'Семён Продавец' })
})

const fields = (by = owner) => app.as(by).fields
const deals = (by = owner) => app.as(by).deals
const field = (name: string, kind: 'text' | 'number' | 'choice' | 'choices' | 'person' | 'date', more: object = {}) =>
  fields().add({ subject: 'deal', name, kind, ...more })
const choice = (name: string, ...options: string[]) =>
  field(name, 'choice', { options: options.map((option) => ({ name: option })) })

describe('definitions', () => {
  test('are read by all and changed by those who arrange the product', async () => {
    const made = await choice('Отрасль', 'Нефтегаз', 'Пищевая')
    const read = await fields(seller).list({ subject: 'deal' })
    expect(read).toMatchObject({
      fields: [{ name: 'Отрасль', options: [{ name: 'Нефтегаз' }, { name: 'Пищевая' }] }],
      may: { configure: false },
    })
    await expect(fields(seller).add({ subject: 'deal', name: 'Моё', kind: 'text' })).rejects.toMatchObject({
      status: 403,
    })
    await expect(fields(seller).edit({ id: made.id, version: 1, name: 'Моё' })).rejects.toMatchObject({ status: 403 })
    await expect(fields(seller).previewKind({ id: made.id, kind: 'text' })).rejects.toMatchObject({ status: 403 })
    await expect(fields(seller).changeKind({ id: made.id, version: 1, kind: 'text' })).rejects.toMatchObject({
      status: 403,
    })
  })

  test('of another company do not exist', async () => {
    const made = await field('Объём', 'number')
    const stranger = await (await app.company()).person({ role: 'owner' })
    expect((await fields(stranger).list({})).fields).toEqual([])
    const calls = [
      () => fields(stranger).edit({ id: made.id, version: 1, name: 'Моё' }),
      () => fields(stranger).previewKind({ id: made.id, kind: 'text' }),
      () => fields(stranger).changeKind({ id: made.id, version: 1, kind: 'text' }),
      () => fields(stranger).leftovers({ id: made.id }),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(app.stranger.fields.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  test('have one name each, options where they choose, places that exist', async () => {
    await field('Объём', 'number')
    await expect(field('Объём', 'text')).rejects.toMatchObject({ code: 'FIELD_EXISTS' })
    await expect(field('Отрасль', 'choice')).rejects.toMatchObject({ code: 'FIELD_NEEDS_OPTIONS' })
    await expect(choice('Отрасль', 'Лес', 'лес')).rejects.toMatchObject({
      code: 'FIELD_OPTIONS_REPEAT',
      data: { name: 'Лес' },
    })
    await expect(field('Срок', 'date', { requiredStageIds: [crypto.randomUUID()] })).rejects.toMatchObject({
      code: 'FIELD_PLACE_UNKNOWN',
    })
  })

  test('keep an option that the list leaves out, in the archive, and notice who comes second', async () => {
    const made = await choice('Отрасль', 'Нефтегаз', 'Пищевая')
    const kept = made.options[1]
    const changed = await fields().edit({
      id: made.id,
      version: 1,
      options: [{ ...kept, name: 'Еда' }, { name: 'Лес' }],
    })
    expect(changed.options).toMatchObject([
      { id: kept?.id, name: 'Еда', archived: false },
      { name: 'Лес', archived: false },
      { id: made.options[0]?.id, name: 'Нефтегаз', archived: true },
    ])
    await expect(fields().edit({ id: made.id, version: 1, name: 'Моё' })).rejects.toMatchObject({
      code: 'FIELD_CHANGED',
      data: { version: 2 },
    })
  })

  test('stand in the order that was given and go to the archive and back', async () => {
    const [a, b] = [await field('А', 'text'), await field('Б', 'text')]
    expect((await fields().order({ subject: 'deal', ids: [b.id, a.id] })).map(({ name }) => name)).toEqual(['Б', 'А'])
    await fields().edit({ id: b.id, version: 1, archived: true })
    expect((await fields().list({})).fields.map(({ name, archived }) => [name, archived])).toEqual([
      ['А', false],
      ['Б', true],
    ])
  })
})

describe('a change of the kind', () => {
  const put = async (id: string, values: readonly (string | number)[]) => {
    const made = []
    for (const value of values) made.push(await deals().create({ title: `Сделка ${value}`, custom: { [id]: value } }))
    return made
  }

  test('is shown before it is done, and loses nothing that was not agreed to', async () => {
    const size = await field('Объём', 'text')
    const [, , odd] = await put(size.id, ['12,5', '40', 'много'])
    const preview = await fields().previewKind({ id: size.id, kind: 'number' })
    expect(preview).toEqual({
      values: 3,
      converted: 2,
      lost: 1,
      newOptions: 0,
      examples: [{ text: 'много', count: 1 }],
    })
    const refused = fields().changeKind({ id: size.id, version: 1, kind: 'number' })
    await expect(refused).rejects.toMatchObject({ code: 'FIELD_VALUES_LOST', data: { values: 3, lost: 1 } })
    expect((await deals().get({ id: odd?.id ?? '' })).custom).toEqual({ [size.id]: 'много' })

    await fields().changeKind({ id: size.id, version: 1, kind: 'number', lost: 1 })
    const { rows } = await deals().list({ sort: 'title' })
    expect(rows.map(({ custom }) => custom[size.id])).toEqual([12.5, 40, undefined])
    expect((await fields().leftovers({ id: size.id })).rows).toMatchObject([
      { recordId: odd?.id, record: 'Сделка много', kind: 'text', text: 'много', by: 'Ольга Собственник' },
    ])
    const { entries } = await deals().history({ id: odd?.id ?? '' })
    expect(entries.find(({ kind }) => kind === 'edited')).toMatchObject({
      by: { name: 'Ольга Собственник' },
      changes: [{ field: size.id, label: 'Объём', from: 'много', to: null }],
    })
  })

  test('of a text to a choice makes its options, and back to a text keeps their names', async () => {
    const branch = await field('Отрасль', 'text')
    const [first] = await put(branch.id, ['Лес', 'лес', 'Суда'])
    expect(await fields().previewKind({ id: branch.id, kind: 'choice' })).toMatchObject({ converted: 3, newOptions: 2 })
    const chosen = await fields().changeKind({ id: branch.id, version: 1, kind: 'choice' })
    expect(chosen.options.map(({ name }) => name).toSorted()).toEqual(['Лес', 'Суда'])
    const back = await fields().changeKind({ id: branch.id, version: chosen.version, kind: 'text' })
    expect(back.kind).toBe('text')
    expect((await deals().get({ id: first?.id ?? '' })).custom).toEqual({ [branch.id]: 'Лес' })
  })

  test('takes deals along that the one who changes it does not see, and those in the trash', async () => {
    const head = await company.person({ role: 'head' })
    const size = await field('Объём', 'text')
    const [mine, thrown] = await put(size.id, ['1', '2'])
    await deals().trash({ ids: [thrown?.id ?? ''], deleted: true })
    expect(await fields(head).previewKind({ id: size.id, kind: 'number' })).toMatchObject({ values: 2, converted: 2 })
    await fields(head).changeKind({ id: size.id, version: 1, kind: 'number' })
    await deals().trash({ ids: [thrown?.id ?? ''], deleted: false })
    expect((await deals().get({ id: mine?.id ?? '' })).custom).toEqual({ [size.id]: 1 })
    expect((await deals().get({ id: thrown?.id ?? '' })).custom).toEqual({ [size.id]: 2 })
  })

  test('tells examples to nobody who may not see the deals', async () => {
    const head = await company.person({ role: 'head' })
    const size = await field('Объём', 'text')
    await put(size.id, ['тайна'])
    expect(await fields(head).previewKind({ id: size.id, kind: 'number' })).toMatchObject({ lost: 1, examples: [] })
  })
})

test('a column of files becomes a field with the values that fit; the others stay a column', async () => {
  const columns = (power: string, place: string) => ({ Мощность: power, Площадка: place })
  const stage = (custom: Record<string, string>) => ({
    owner: seller,
    custom,
    moves: [[pipeline.stage('Новая'), '2026-11-01T10:00:00Z']] as const,
  })
  const [one, two] = await company.deals([
    stage(columns('12,5', 'Сбербанк-АСТ')),
    stage(columns('много', 'Сбербанк-АСТ')),
  ])
  expect((await fields().fileColumns({})).columns).toEqual([
    { name: 'Мощность', count: 2 },
    { name: 'Площадка', count: 2 },
  ])
  await expect(fields(seller).fileColumns({})).rejects.toMatchObject({ status: 403 })
  expect(await fields().previewColumn({ column: 'Мощность', kind: 'number' })).toMatchObject({ converted: 1, lost: 1 })
  const power = await fields().adoptColumn({ column: 'Мощность', name: 'Мощность, кВт', kind: 'number' })
  expect(power.converted).toBe(1)
  const place = await fields().adoptColumn({ column: 'Площадка', name: 'Площадка', kind: 'choice' })
  const sber = place.field.options.find(({ name }) => name === 'Сбербанк-АСТ')?.id
  expect(await deals().get({ id: one ?? '' })).toMatchObject({
    custom: { [power.field.id]: 12.5, [place.field.id]: sber },
    fileColumns: [],
  })
  expect(await deals().get({ id: two ?? '' })).toMatchObject({
    custom: { [place.field.id]: sber },
    fileColumns: [{ name: 'Мощность', text: 'много' }],
  })
  expect((await fields().fileColumns({})).columns).toEqual([{ name: 'Мощность', count: 1 }])
})

test('fields of companies are carried over too, with their history', async () => {
  const clients = app.as(owner).clients
  const size = await fields().add({ subject: 'company', name: 'Сотрудников', kind: 'text' })
  const put = async (name: string, value: string) => clients.addCompany({ name, custom: { [size.id]: value } })
  const [many, some] = [await put('Завод «Компас»', '1 200'), await put('ИП Лесков', 'немного')]
  await fields().changeKind({ id: size.id, version: 1, kind: 'number', lost: 1 })
  expect((await clients.company({ id: many.id })).custom).toEqual({ [size.id]: 1200 })
  expect((await clients.company({ id: some.id })).custom).toEqual({})
  expect((await fields().leftovers({ id: size.id })).rows).toMatchObject([{ record: 'ИП Лесков', text: 'немного' }])
  const rows = await app.database
    .selectFrom('company_edits')
    .select('changes')
    .where('company_id', '=', some.id)
    .execute()
  expect(rows).toContainEqual({ changes: { custom: { from: { [size.id]: 'немного' }, to: {} } } })
})

describe('values of deals', () => {
  test('are checked by the definition and changed field by field', async () => {
    const [size, due, who] = [
      await field('Объём', 'number'),
      await field('Тендер', 'date'),
      await field('Инженер', 'person'),
    ]
    const { id } = await deals(seller).create({ title: 'Завод', custom: { [size.id]: 5, [who.id]: seller.id } })
    const wrong = deals(seller).edit({
      id,
      version: 1,
      changes: { custom: { [size.id]: 'пять', [due.id]: '2026-02-30', [who.id]: crypto.randomUUID(), [id]: 'x' } },
    })
    await expect(wrong).rejects.toMatchObject({
      code: 'FIELD_VALUES_WRONG',
      data: {
        fields: [
          { name: 'Объём', problem: 'not_number' },
          { name: 'Тендер', problem: 'not_date' },
          { name: '', problem: 'unknown' },
          { name: 'Инженер', problem: 'not_person' },
        ],
      },
    })
    const card = await deals(seller).edit({ id, version: 1, changes: { custom: { [due.id]: '2026-12-01' } } })
    expect(card.custom).toEqual({ [size.id]: 5, [due.id]: '2026-12-01', [who.id]: seller.id })
    const emptied = await deals(seller).edit({ id, version: 2, changes: { custom: { [size.id]: null } } })
    expect(emptied.custom).toEqual({ [due.id]: '2026-12-01', [who.id]: seller.id })
    const { entries } = await deals(seller).history({ id })
    expect(entries.filter(({ kind }) => kind === 'edited')).toMatchObject([
      { changes: [{ label: 'Объём', from: 5, to: null }] },
      { changes: [{ label: 'Тендер', from: null, to: '2026-12-01' }] },
    ])
  })

  test('are kept by option for filters, whoever writes them', async () => {
    const branch = await choice('Отрасль', 'Лес', 'Суда')
    const [forest = '', ships = ''] = branch.options.map(({ id }) => id)
    const kept = async () =>
      (
        await app.database.selectFrom('deal_choices').select('option_id').where('field_id', '=', branch.id).execute()
      ).map((row) => row.option_id)
    const { id } = await deals(seller).create({ title: 'Завод', custom: { [branch.id]: forest } })
    expect(await kept()).toEqual([forest])
    await deals(seller).edit({ id, version: 1, changes: { custom: { [branch.id]: ships } } })
    expect(await kept()).toEqual([ships])
    await fields().changeKind({ id: branch.id, version: 1, kind: 'choices' })
    expect(await kept()).toEqual([ships])
    await deals(seller).edit({ id, version: 3, changes: { custom: { [branch.id]: [forest, ships] } } })
    expect((await kept()).toSorted()).toEqual([forest, ships].toSorted())
    await deals(seller).edit({ id, version: 4, changes: { custom: { [branch.id]: null } } })
    expect(await kept()).toEqual([])
    await deals(seller).edit({ id, version: 5, changes: { custom: { [branch.id]: [ships] } } })
    await deals().trash({ ids: [id], deleted: true })
    await deals().purge({ ids: [id] })
    expect(await kept()).toEqual([])
  })

  test('are asked for by a stage, and come with the move', async () => {
    const stageId = pipeline.stage('Предложение')
    const size = await field('Объём', 'number', { requiredStageIds: [stageId, pipeline.won] })
    const branch = await fields().add({
      subject: 'deal',
      name: 'Отрасль',
      kind: 'choice',
      options: [{ name: 'Лес' }],
      requiredStageIds: [stageId],
    })
    const { id } = await deals(seller).create({ title: 'Завод', custom: { [size.id]: 5 } })
    await expect(deals(seller).move({ id, stageId })).rejects.toMatchObject({
      code: 'STAGE_FIELDS_REQUIRED',
      status: 409,
      data: { stageId, fields: [{ id: branch.id, name: 'Отрасль' }] },
    })
    await deals(seller).move({ id, stageId: pipeline.stage('Квалификация') })
    const custom = { [branch.id]: branch.options[0]?.id ?? '' }
    const moved = await deals(seller).move({ id, stageId, custom })
    expect(moved.deal).toMatchObject({ stage: { id: stageId }, custom: { [size.id]: 5, ...custom } })
    const emptied = deals(seller).edit({ id, version: moved.deal.version, changes: { custom: { [branch.id]: null } } })
    await expect(emptied).rejects.toMatchObject({ code: 'STAGE_FIELDS_REQUIRED' })
    await expect(deals(seller).create({ title: 'Сразу', stageId })).rejects.toMatchObject({
      code: 'STAGE_FIELDS_REQUIRED',
    })
    await fields().edit({ id: branch.id, version: 1, archived: true })
    await deals(seller).create({ title: 'Сразу', stageId, custom: { [size.id]: 1 } })
  })
})
