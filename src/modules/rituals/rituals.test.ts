import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'

// A Friday.
const clock = stillClock('2026-11-20T09:31:00+03:00')
let app: TestApp
let owner: TestPerson,
  head: TestPerson,
  otherHead: TestPerson,
  anna: TestPerson,
  boris: TestPerson,
  stranger: TestPerson

beforeAll(async () => {
  app = await testApp({ clock })
  const company = await app.company()
  owner = await company.person({ role: 'owner', name: 'Вера Главная' })
  head = await company.person({ role: 'head', name: 'Роман Ильин', managerId: owner.id })
  otherHead = await company.person({ role: 'head', name: 'Ольга Другая', managerId: owner.id })
  anna = await company.person({ name: 'Анна Быстрова', managerId: head.id })
  boris = await company.person({ name: 'Борис Второй', managerId: head.id })
  stranger = await (await app.company({ name: 'Чужая' })).person({ role: 'owner' })
  await company.pipeline()
  await app.as(anna).deals.create({ title: 'Насосы', amountMinor: 500_000, expectedCloseOn: '2026-11-24' })
})
afterAll(() => app.close())

const api = (person: TestPerson) => app.as(person).rituals

describe('a daily meeting', () => {
  let key: string

  it('stands on its days by itself, with the team and its figures', async () => {
    const template = await api(head).addTemplate({ kind: 'daily', startsOn: '2026-11-18' })
    expect(template).toMatchObject({ name: 'Планёрка', next: '2026-11-20', streak: 0, due: 2, held: 0 })
    const { rows } = await api(anna).list({})
    expect(rows.map(({ day, state }) => [day, state])).toEqual([
      ['2026-11-18', 'missed'],
      ['2026-11-19', 'missed'],
      ['2026-11-20', 'due'],
    ])
    key = rows[2]?.key ?? ''
    const meeting = await api(anna).get({ key })
    expect(meeting).toMatchObject({ version: 0, may: { lead: false }, startsAt: '2026-11-20T06:30:00.000Z' })
    expect(meeting.participants.map(({ name }) => name)).toEqual(['Анна Быстрова', 'Борис Второй'])
    const hot = meeting.blocks.find(({ kind }) => kind === 'hot')
    expect(hot?.rows).toMatchObject([{ title: 'Насосы', values: [{ value: 500_000, unit: 'money' }] }])
  })

  it('is begun, noted, decided upon and ended; a decision is a task with owner and day', async () => {
    await expect(api(anna).start({ key })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const [begun] = await Promise.all([api(head).start({ key }), api(head).start({ key })])
    expect(begun.state).toBe('running')
    const { version } = await api(head).get({ key })
    const noted = await api(head).edit({ key, version, notes: { hot: 'Насосы: ждём счёт', yesterday: 'Два звонка' } })
    await expect(api(head).edit({ key, version, notes: { hot: 'Другое' } })).rejects.toMatchObject({
      code: 'RITUAL_CHANGED',
      data: { version: noted.version },
    })
    await expect(api(head).decide({ key, text: 'Позвонить', ownerId: anna.id })).rejects.toMatchObject({
      code: 'DECISION_INCOMPLETE',
    })
    await expect(
      api(head).decide({ key, text: 'Позвонить', ownerId: anna.id, dueOn: '2026-11-19' }),
    ).rejects.toMatchObject({ code: 'DECISION_PAST' })
    const decided = await api(head).decide({ key, text: 'Позвонить в «Насосы»', ownerId: anna.id, dueOn: '2026-11-23' })
    expect(decided.decisions).toMatchObject([{ owner: { id: anna.id }, taskState: 'open' }])
    const { rows: tasks } = await app.as(anna).tasks.list({ view: 'week' })
    expect(tasks.map(({ title }) => title)).toContain('Позвонить в «Насосы»')
    await expect(api(head).send({ key })).rejects.toMatchObject({ code: 'RITUAL_NOT_HELD' })
    expect(await api(head).end({ key })).toMatchObject({ state: 'held', quality: 1 })
    await expect(api(head).start({ key })).rejects.toMatchObject({ code: 'RITUAL_OVER' })
    await api(head).send({ key })
    const { rows: notices } = await app.as(anna).notifications.list({})
    expect(notices.map(({ title }) => title)).toContain('Протокол: Планёрка, 20.11.2026')
    expect((await api(head).templates({})).rows).toMatchObject([{ streak: 1, held: 1, due: 3, quality: 1 }])
  })

  it('keeps its figures after its end', async () => {
    const deal = await app
      .as(anna)
      .deals.create({ title: 'Поздняя', amountMinor: 9_000_000, expectedCloseOn: '2026-11-24' })
    const hot = (await api(head).get({ key })).blocks.find(({ kind }) => kind === 'hot')
    expect(hot?.rows.map(({ id }) => id)).not.toContain(deal.id)
  })

  it('of another team or another company does not exist', async () => {
    await expect(api(otherHead).get({ key })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api(stranger).get({ key })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await api(otherHead).list({})).rows).toEqual([])
  })
})

describe('a decision taken back', () => {
  it('is gone from the meeting that is not over, by whoever leads it; its task stays with its owner', async () => {
    const { id: templateId } = await api(otherHead).addTemplate({ kind: 'daily', startsOn: '2026-11-20' })
    const key = (await api(otherHead).list({})).rows.find((one) => one.templateId === templateId)?.key ?? ''
    const keep = await api(otherHead).decide({ key, text: 'Без срока' })
    const both = await api(otherHead).decide({ key, text: 'Сверить', ownerId: otherHead.id, dueOn: '2026-11-23' })
    const command = { key, id: both.decisions.find(({ text }) => text === 'Сверить')?.id ?? '' }
    for (const [person, code] of [
      [anna, 'NOT_FOUND'],
      [head, 'NOT_FOUND'],
      [stranger, 'NOT_FOUND'],
    ] as const)
      await expect(api(person).dropDecision(command)).rejects.toMatchObject({ code })
    await expect(app.stranger.rituals.dropDecision(command)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    expect((await api(otherHead).dropDecision(command)).decisions).toEqual(keep.decisions)
    await expect(api(otherHead).dropDecision(command)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { rows: tasks } = await app.as(otherHead).tasks.list({ view: 'week' })
    expect(tasks.map(({ title }) => title)).toContain('Сверить')
    await api(otherHead).end({ key })
    await expect(api(otherHead).dropDecision({ key, id: keep.decisions[0]?.id ?? '' })).rejects.toMatchObject({
      code: 'RITUAL_OVER',
    })
  })

  it('is for the leader alone among those who take part', async () => {
    const key = (await api(head).list({})).rows.find((one) => one.kind === 'daily' && one.state === 'held')?.key ?? ''
    const decision = (await api(anna).get({ key })).decisions[0]?.id ?? ''
    await expect(api(anna).dropDecision({ key, id: decision })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('a one-to-one', () => {
  it('is with each of the team in turn, not with who is away, and remembers the promises', async () => {
    const { id } = await api(head).addTemplate({ kind: 'oneToOne', startsOn: '2026-11-16', weekDays: [5] })
    const week = async () => (await api(head).list({})).rows.filter(({ templateId }) => templateId === id)
    expect((await week()).map(({ person }) => person?.name)).toEqual(['Анна Быстрова', 'Борис Второй'])
    await app.as(head).absences.ask({ kind: 'sick', personId: boris.id, fromOn: '2026-11-20', toOn: '2026-11-20' })
    const [withAnna, ...rest] = await week()
    expect(rest).toEqual([])
    const key = withAnna?.key ?? ''
    await api(head).decide({ key, text: 'Три встречи за неделю', ownerId: anna.id, dueOn: '2026-11-27' })
    await api(head).end({ key })
    const next = (await api(head).list({ from: '2026-11-23' })).rows.find(
      (one) => one.templateId === id && one.person?.id === anna.id,
    )
    expect(next).toMatchObject({ promises: 1 })
    const promises = (await api(anna).get({ key: next?.key ?? '' })).blocks.find(({ kind }) => kind === 'promises')
    expect(promises?.rows).toMatchObject([{ title: 'Три встречи за неделю' }])
    // It is between two: the other seller does not see it.
    await expect(api(boris).get({ key })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is called off with a reason alone', async () => {
    const { rows } = await api(head).list({ from: '2026-11-23' })
    const key = rows.find(({ kind }) => kind === 'oneToOne')?.key ?? ''
    await expect(api(head).cancel({ key, reason: ' ' })).rejects.toMatchObject({ code: 'RITUAL_REASON_REQUIRED' })
    expect(await api(head).cancel({ key, reason: 'Командировка' })).toMatchObject({ state: 'cancelled' })
  })
})

it('a schedule without days, people who are not there and a version that is not the last are refused', async () => {
  const nobody = '019ab000-0000-7000-8000-000000000000'
  await expect(api(head).addTemplate({ kind: 'daily', weekDays: [] })).rejects.toMatchObject({
    code: 'RITUAL_SCHEDULE',
  })
  for (const [field, value] of [
    ['leaderId', nobody],
    ['participantIds', [anna.id, nobody]],
  ] as const)
    await expect(api(owner).addTemplate({ kind: 'daily', [field]: value })).rejects.toMatchObject({
      code: 'REFERENCE_MISSING',
      data: { fields: [field] },
    })
  const [template] = (await api(head).templates({})).rows
  const change = { id: template?.id ?? '', version: template?.version ?? 0, startsAt: '09:00' }
  await api(head).editTemplate(change)
  for (const late of [{}, { weekDays: [] }])
    await expect(api(owner).editTemplate({ ...change, ...late })).rejects.toMatchObject({
      code: 'RITUAL_TEMPLATE_CHANGED',
    })
  await expect(api(otherHead).editTemplate(change)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(api(head).list({ from: '2026-11-20', to: '2026-11-01' })).rejects.toMatchObject({ code: 'RITUAL_DAYS' })
})
