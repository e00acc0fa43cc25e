import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'

const clock = stillClock('2026-11-20T12:00:00+03:00')
let app: TestApp
let owner: TestPerson, director: TestPerson, head: TestPerson, otherHead: TestPerson
let anna: TestPerson, boris: TestPerson, hr: TestPerson, stranger: TestPerson

beforeAll(async () => {
  app = await testApp({ clock })
  const company = await app.company()
  owner = await company.person({ role: 'owner', name: 'Вера Главная' })
  director = await company.person({ role: 'director', name: 'Павел Директоров', managerId: owner.id })
  head = await company.person({ role: 'head', name: 'Роман Ильин', managerId: director.id })
  otherHead = await company.person({ role: 'head', name: 'Ольга Другая', managerId: director.id })
  hr = await company.person({ role: 'hr', name: 'Ирина Кадрова', managerId: owner.id })
  const north = await company.department('Север', undefined, head.id)
  anna = await company.person({ name: 'Анна Быстрова', managerId: head.id, departmentId: north })
  boris = await company.person({ name: 'Борис Второй', managerId: head.id, departmentId: north })
  stranger = await (await app.company({ name: 'Чужая' })).person({ role: 'owner' })
})
afterAll(() => app.close())

const api = (person: TestPerson) => app.as(person).absences
const leave = (fromOn: string, toOn: string, more: object = {}) => ({ kind: 'leave' as const, fromOn, toOn, ...more })

describe('an absence', () => {
  it('is asked for by the person, approved by the boss, and the substitute stands in', async () => {
    const asked = await api(anna).ask(leave('2026-11-20', '2026-11-27', { substituteId: boris.id }))
    expect(asked).toMatchObject({ state: 'requested', workingDays: 6, may: { decide: false, cancel: true } })
    expect((await api(head).board({})).waiting).toEqual([asked.id])
    const { notices } = { notices: (await app.as(head).notifications.list({})).rows }
    expect(notices.map(({ title }) => title)).toContain('Согласуйте отсутствие: Анна Быстрова')

    const approved = await api(head).decide({ id: asked.id, version: asked.version, approve: true })
    expect(approved).toMatchObject({ state: 'approved', decidedBy: { name: 'Роман Ильин' } })
    expect(await app.as(head).handover.substitutions({ personId: anna.id })).toMatchObject([
      { id: asked.id, substitute: { id: boris.id }, startsOn: '2026-11-20', endsOn: '2026-11-27', state: 'now' },
    ])
    const { awayToday, rows } = await api(boris).board({})
    expect(awayToday).toEqual([asked.id])
    // A colleague knows that she is away, not why.
    expect(rows.find(({ id }) => id === asked.id)).toMatchObject({ kind: null, note: null, person: { id: anna.id } })
  })

  it('is told to the boss who works today, not to one who has left; whoever leaves later is asked for as before', async () => {
    const leavesSoon = await app.company()
    const chief = await leavesSoon.person({ role: 'owner', name: 'Нина Хозяйкина', leftOn: '2026-12-31' })
    const gone = await leavesSoon.person({
      role: 'head',
      name: 'Иван Ушедший',
      managerId: chief.id,
      leftOn: '2026-11-19',
    })
    const leaving = await leavesSoon.person({ name: 'Пётр Уходящий', managerId: gone.id, leftOn: '2026-11-20' })
    await api(leaving).ask(leave('2026-11-20', '2026-11-20'))
    expect((await app.as(chief).notifications.list({})).rows.map(({ title }) => title)).toContain(
      'Согласуйте отсутствие: Пётр Уходящий',
    )
    expect((await api(chief).board({})).may.askForPeople).toEqual([leaving.id])
  })

  it('is not approved by the person himself, nor by the head of another team, nor by HR', async () => {
    const own = await api(head).ask(leave('2026-12-01', '2026-12-04'))
    const decision = { id: own.id, version: own.version, approve: true }
    await expect(api(head).decide(decision)).rejects.toMatchObject({
      code: 'ABSENCE_OWN',
      message: 'Своё отсутствие согласует руководитель, а не вы сами.',
    })
    await expect(api(hr).decide(decision)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(api(otherHead).decide(decision)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api(stranger).decide(decision)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await api(director).decide(decision)).toMatchObject({ state: 'approved' })
    await expect(api(director).decide({ ...decision, version: 2 })).rejects.toMatchObject({ code: 'ABSENCE_DECIDED' })
  })

  it('that meets another one is refused with its days', async () => {
    await expect(api(anna).ask(leave('2026-11-26', '2026-11-30'))).rejects.toMatchObject({
      code: 'ABSENCE_OVERLAPS',
      message:
        'Анна Быстрова: на эти дни отсутствие уже записано, 20.11.2026–27.11.2026. Измените его или выберите другие дни.',
    })
    await expect(api(boris).ask(leave('2026-11-24', '2026-11-25', { substituteId: anna.id }))).rejects.toMatchObject({
      code: 'SUBSTITUTE_AWAY',
    })
    await expect(api(boris).ask(leave('2026-11-25', '2026-11-24'))).rejects.toMatchObject({ code: 'ABSENCE_DATES' })
  })

  it('asked for twice at once exists once', async () => {
    const tries = await Promise.allSettled([1, 2, 3].map(() => api(boris).ask(leave('2027-02-01', '2027-02-05'))))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is declined with a reason, which the person reads', async () => {
    const asked = await api(boris).ask(leave('2027-03-01', '2027-03-05'))
    const decision = { id: asked.id, version: asked.version, approve: false }
    await expect(api(head).decide(decision)).rejects.toMatchObject({ code: 'ABSENCE_REASON_REQUIRED' })
    await api(head).decide({ ...decision, note: 'Конец квартала' })
    expect((await api(boris).board({ year: 2027 })).rows.find(({ id }) => id === asked.id)).toMatchObject({
      state: 'declined',
      decisionNote: 'Конец квартала',
    })
    expect((await api(anna).board({ year: 2027 })).rows.map(({ id }) => id)).not.toContain(asked.id)
    // The days are free again.
    await api(boris).ask(leave('2027-03-01', '2027-03-05'))
  })

  it('arranged as a substitution is here as well, and ends here and there together', async () => {
    const { id } = await app.as(head).handover.addSubstitution({
      absentId: boris.id,
      substituteId: null,
      startsOn: '2026-12-21',
      endsOn: '2026-12-25',
    })
    const found = (await api(head).board({})).rows.find((one) => one.id === id)
    expect(found).toMatchObject({ state: 'approved', kind: 'leave', person: { id: boris.id } })
    await api(head).edit({ id, version: found?.version ?? 0, toOn: '2026-12-24' })
    const arranged = await app.as(head).handover.substitutions({ personId: boris.id })
    expect(arranged.find((one) => one.id === id)).toMatchObject({ endsOn: '2026-12-24' })
    await api(head).cancel({ id })
    expect((await api(head).board({})).rows.map((one) => one.id)).not.toContain(id)
  })

  it('of the owner needs nobody above him', async () => {
    expect(await api(owner).ask(leave('2026-12-28', '2026-12-29'))).toMatchObject({ state: 'approved' })
  })
})

describe('territories', () => {
  it('have one owner at a time and regions of their own', async () => {
    const volga = await api(director).addTerritory({ name: 'Поволжье', regions: ['Самара', 'самара', 'Казань'] })
    expect(volga.regions).toHaveLength(2)
    await expect(api(head).addTerritory({ name: 'Волга', regions: ['САМАРА'] })).rejects.toMatchObject({
      code: 'TERRITORY_REGION_TAKEN',
      message: '«САМАРА» уже входит в территорию «Поволжье». Один регион принадлежит одной территории.',
    })
    const given = await api(head).giveTerritory({ id: volga.id, version: 1, personId: anna.id, fromOn: '2026-10-01' })
    expect(given.owner).toMatchObject({ person: { id: anna.id }, toOn: null })
    const next = await api(head).giveTerritory({ id: volga.id, version: 2, personId: boris.id, fromOn: '2026-11-10' })
    expect(next.owners).toMatchObject([
      { person: { id: boris.id }, toOn: null },
      { person: { id: anna.id }, toOn: '2026-11-09' },
    ])
    await expect(
      api(head).giveTerritory({ id: volga.id, version: 2, personId: anna.id, fromOn: '2026-11-12' }),
    ).rejects.toMatchObject({ code: 'TERRITORY_CHANGED' })
    await expect(
      api(otherHead).giveTerritory({ id: volga.id, version: 3, personId: anna.id, fromOn: '2026-11-12' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(api(anna).editTerritory({ id: volga.id, version: 3, name: 'Моя' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect((await api(stranger).territories({})).rows).toEqual([])
  })
})

describe('duties', () => {
  it('begin as usual, are written by the director, keep their versions, and two do not write over each other', async () => {
    const { lists } = await api(head).duties({})
    const own = lists.find(({ role }) => role === 'head')
    expect(own?.version).toBe(0)
    const items = [{ id: 'a', step: 'plan' as const, part: 'does' as const, text: 'План недели' }]
    await expect(api(head).setDuties({ role: 'head', version: 0, items })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await api(director).setDuties({ role: 'head', version: 0, items })).toMatchObject({ version: 1, items })
    await expect(api(owner).setDuties({ role: 'head', version: 0, items })).rejects.toMatchObject({
      code: 'DUTIES_CHANGED',
    })
    await expect(api(owner).setDuties({ role: 'head', version: 1, items: [] })).rejects.toMatchObject({
      code: 'DUTIES_EMPTY',
    })
    expect((await api(anna).dutyVersions({ role: 'head' })).map(({ version }) => version)).toEqual([1, 0])
  })
})
