import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'
import { visitor } from '../../testing-visitor.ts'

let app: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let owner: TestPerson
let foreign: TestPerson
let foreignDepartment: string
beforeAll(async () => {
  app = await testApp()
  company = await app.company()
  owner = await company.person({ role: 'owner', name: 'Яков' })
  const other = await app.company({ name: 'Лютик' })
  foreign = await other.person({ role: 'owner', name: 'Чужой' })
  foreignDepartment = await other.department('Чужой отдел')
})
afterAll(() => app.close())

const as = (person: TestPerson) => visitor(app, { 'x-test-person': person.id })
const add = async (card: object, who = owner) => as(who).post('/people', { fullName: 'Иван', role: 'seller', ...card })
const edit = (id: string, change: object, who = owner) => as(who).patch(`/people/${id}`, change)

describe('people', () => {
  it('are listed by name in the Russian order, page by page, filtered', async () => {
    for (const fullName of ['Ёлкин', 'Ежов', 'Жуков', 'Abel', '100% _скидка'])
      await add({ fullName, jobTitle: 'Стажёр' })
    const names: string[] = []
    let cursor: string | null = ''
    do {
      const page = await as(owner).get(`/people?limit=2&search=Стажёр${cursor ? `&cursor=${cursor}` : ''}`)
      names.push(...page.body.rows.map((row: { fullName: string }) => row.fullName))
      cursor = page.body.nextCursor
    } while (cursor)
    expect(names).toEqual(['100% _скидка', 'Ежов', 'Ёлкин', 'Жуков', 'Abel'])
    const found = async (query: string) =>
      (await as(owner).get(`/people?${query}`)).body.rows.map((row: { fullName: string }) => row.fullName)
    expect(await found('search=%25%20_')).toEqual(['100% _скидка'])
    expect(await found('role=owner')).toEqual(['Яков'])
    expect(await found('role=owner&role=head')).toEqual(['Яков'])
    expect((await as(owner).get('/people?cursor=broken')).status).toBe(400)
    expect((await as(owner).get('/people?sort=salary')).status).toBe(400)
    expect((await as(owner).get('/people?limit=100000')).status).toBe(400)
  })

  it('stand in the order of several columns, what is empty at the end, page by page', async () => {
    const card = (fullName: string, hiredOn: string | null) =>
      add({ fullName, jobTitle: 'Порядок', role: fullName < 'В' ? 'seller' : 'hr', ...(hiredOn && { hiredOn }) })
    for (const [name, day] of [
      ['Алов', '2026-02-01'],
      ['Бобров', null],
      ['Волин', '2026-01-01'],
      ['Гусев', '2026-02-01'],
    ] as const)
      await card(name, day)
    const ask = async (query: string) => (await as(owner).get(`/people?search=Порядок&${query}`)).body
    const names = (page: { rows: { fullName: string }[] }) => page.rows.map(({ fullName }) => fullName)
    expect(names(await ask('sort=hired,-name'))).toEqual(['Волин', 'Гусев', 'Алов', 'Бобров'])
    expect(names(await ask('sort=-hired,name'))).toEqual(['Алов', 'Гусев', 'Волин', 'Бобров'])
    const first = await ask('sort=role,-name&limit=3')
    expect(names(first)).toEqual(['Бобров', 'Алов', 'Гусев'])
    expect(names(await ask(`sort=role,-name&limit=3&cursor=${first.nextCursor}`))).toEqual(['Волин'])
    expect((await as(owner).get(`/people?sort=name&cursor=${first.nextCursor}`)).status).toBe(400)
  })

  it('keep quotes, tags and emoji as they are written, without signs that no screen shows', async () => {
    const fullName = `Роберт'); drop table people;-- <img src=x onerror=alert(1)> 👩‍💼`
    const { body } = await add({ fullName: `  ${fullName}\u0000\n ` })
    expect(body.fullName).toBe(fullName)
    expect((await as(owner).get(`/people/${body.id}`)).body.fullName).toBe(fullName)
  })

  it.each([
    [{ fullName: ' ' }, 'fullName'],
    [{ fullName: 'Д'.repeat(1000) }, 'fullName'],
    [{ email: 'not an address' }, 'email'],
    [{ role: 'king' }, 'role'],
    [{ hiredOn: '2026-02-30' }, 'hiredOn'],
    [{ hiredOn: '0021-01-01' }, 'hiredOn'],
    [{ hiredOn: '2999-01-01' }, 'hiredOn'],
    [{ managerId: ['a', 'b'] }, 'managerId'],
  ])('are not made of %j', async (card, field) => {
    const { status, body } = await add(card)
    expect(status).toBe(400)
    expect(body.data.issues.map((issue: { path: string[] }) => issue.path.join('.'))).toContain(field)
  })

  it('of another company cannot be a manager, nor its department a place', async () => {
    expect((await add({ managerId: foreign.id })).body).toMatchObject({ code: 'NO_SUCH_MANAGER' })
    expect((await add({ departmentId: foreignDepartment })).body).toMatchObject({ code: 'NO_SUCH_DEPARTMENT' })
    expect((await as(owner).get(`/people/${foreign.id}`)).status).toBe(404)
    expect((await edit(foreign.id, { version: 1, fullName: 'Взлом' })).status).toBe(404)
  })

  it('have one boss each and never stand in a circle, even when two changes would close it together', async () => {
    const [a, b, c] = await Promise.all([add({ fullName: 'А' }), add({ fullName: 'Б' }), add({ fullName: 'В' })])
    expect((await edit(a.body.id, { version: 1, managerId: a.body.id })).body).toMatchObject({ code: 'CIRCLE' })
    await edit(b.body.id, { version: 1, managerId: a.body.id })
    await edit(c.body.id, { version: 1, managerId: b.body.id })
    expect(await edit(a.body.id, { version: 1, managerId: c.body.id })).toMatchObject({
      status: 409,
      body: { code: 'CIRCLE' },
    })

    const [d, e] = await Promise.all([add({ fullName: 'Г' }), add({ fullName: 'Д' })])
    const both = await Promise.all([
      edit(d.body.id, { version: 1, managerId: e.body.id }),
      edit(e.body.id, { version: 1, managerId: d.body.id }),
    ])
    expect(both.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409])
  })

  it('changed by two at once: the second sees what the first has written', async () => {
    const { body } = await add({ fullName: 'Спорный' })
    const answers = await Promise.all([
      edit(body.id, { version: 1, jobTitle: 'Первый' }),
      edit(body.id, { version: 1, jobTitle: 'Второй' }),
    ])
    const [won, lost] = answers.toSorted((x, y) => x.status - y.status)
    expect([won?.status, lost?.status]).toEqual([200, 409])
    expect(lost?.body).toMatchObject({ code: 'PERSON_CHANGED', data: { current: won?.body } })
  })

  it('leave after they came, and their e-mail is theirs alone in any case of letters', async () => {
    const { body } = await add({ email: 'one@example.ru', hiredOn: '2026-01-10' })
    expect((await edit(body.id, { version: 1, leftOn: '2026-01-09' })).body).toMatchObject({
      code: 'LEFT_BEFORE_HIRED',
    })
    expect((await add({ email: 'ONE@example.ru' })).body).toMatchObject({ code: 'EMAIL_TAKEN' })
    expect((await add({ email: 'one@example.ru' }, foreign)).status).toBe(200)
  })
})

describe('the last owner', () => {
  it('cannot be demoted, dismissed or disabled, not even by two owners at once', async () => {
    const alone = await app.company({ name: 'Одиночка' })
    const first = await alone.person({ role: 'owner' })
    const refused = { status: 409, body: { code: 'LAST_OWNER' } }
    expect(await edit(first.id, { version: 1, role: 'director' }, first)).toMatchObject(refused)
    expect(await edit(first.id, { version: 1, isDisabled: true }, first)).toMatchObject(refused)
    expect(await edit(first.id, { version: 1, leftOn: '2026-11-21' }, first)).toMatchObject(refused)
    const second = await alone.person({ role: 'owner' })
    const both = await Promise.all([
      edit(first.id, { version: 1, role: 'director' }, second),
      edit(second.id, { version: 1, role: 'director' }, first),
    ])
    expect(both.map(({ status }) => status).toSorted((x, y) => x - y)[0]).toBe(200)
    const owners = await app.database
      .selectFrom('people')
      .select('id')
      .where('workspace_id', '=', alone.id)
      .where('role', '=', 'owner')
      .execute()
    expect(owners).toHaveLength(1)
  })
})

describe('rights over people', () => {
  it('a head adds sellers to his own team only and moves them only inside it', async () => {
    const department = await company.department('Север')
    const head = await company.person({ role: 'head' })
    const other = await company.person({ role: 'head' })
    const mine = await add({ fullName: 'Мой' }, head)
    expect(mine).toMatchObject({ status: 200, body: { managerId: head.id } })
    expect((await add({ role: 'head' }, head)).status).toBe(403)
    expect((await add({ managerId: other.id }, head)).status).toBe(403)
    expect((await add({ departmentId: department }, head)).status).toBe(403)
    expect((await add({ reach: 'all' }, head)).status).toBe(403)
    expect((await edit(mine.body.id, { version: 1, managerId: other.id }, head)).status).toBe(403)
    expect((await edit(mine.body.id, { version: 1, role: 'admin' }, head)).status).toBe(403)
    expect((await edit(mine.body.id, { version: 1, jobTitle: 'Стажёр' }, other)).status).toBe(403)
    expect((await edit(mine.body.id, { version: 1, jobTitle: 'Стажёр' }, head)).status).toBe(200)
  })

  it('a director of the whole company changes whoever works in it below directors, and puts them anywhere', async () => {
    const department = await company.department('Юг')
    const head = await company.person({ role: 'head' })
    const director = await company.person({ role: 'director', scope: 'all' })
    const peer = await company.person({ role: 'director' })
    const { body } = await add({ managerId: head.id })
    expect((await edit(body.id, { version: 1, jobTitle: 'Стажёр' }, peer)).status).toBe(403)
    expect((await edit(body.id, { version: 1, jobTitle: 'Стажёр', departmentId: department }, director)).status).toBe(
      200,
    )
    expect((await edit(body.id, { version: 2, leftOn: '2026-11-20' }, director)).status).toBe(200)
    expect((await edit(body.id, { version: 3, managerId: null }, director)).status).toBe(200)
    expect((await edit(head.id, { version: 1, jobTitle: 'РОП' }, director)).status).toBe(200)
    expect((await edit(peer.id, { version: 1, jobTitle: 'x' }, director)).status).toBe(403)
    expect((await edit(director.id, { version: 1, jobTitle: 'x' }, director)).status).toBe(403)
    expect((await edit(body.id, { version: 4, role: 'head' }, director)).status).toBe(403)
  })

  it('a head who sees the whole company changes his own people and nobody else', async () => {
    const head = await company.person({ role: 'head', scope: 'all' })
    const other = await company.person({ role: 'head' })
    const [own, far] = [await add({ fullName: 'Свой' }, head), await add({ fullName: 'Чужой' }, other)]
    expect(own).toMatchObject({ status: 200, body: { managerId: head.id } })
    expect((await edit(own.body.id, { version: 1, jobTitle: 'Стажёр' }, head)).status).toBe(200)
    expect((await edit(own.body.id, { version: 2, managerId: other.id }, head)).status).toBe(403)
    expect((await edit(own.body.id, { version: 2, managerId: null }, head)).status).toBe(403)
    expect((await edit(far.body.id, { version: 1, jobTitle: 'x' }, head)).status).toBe(403)
    expect((await edit(far.body.id, { version: 1, managerId: head.id }, head)).status).toBe(403)
    expect((await edit(other.id, { version: 1, jobTitle: 'x' }, head)).status).toBe(403)
  })

  it('a seller, a marketer, a financier and an auditor change nobody; an admin no owner and not his own rights', async () => {
    const { body } = await add({})
    for (const role of ['seller', 'marketing', 'finance', 'auditor']) {
      const person = await company.person({ role })
      expect((await edit(body.id, { version: 1, jobTitle: 'x' }, person)).status).toBe(403)
      expect((await add({}, person)).status).toBe(403)
      expect((await as(person).get(`/people/${body.id}`)).status).toBe(200)
    }
    const admin = await company.person({ role: 'admin' })
    expect((await edit(owner.id, { version: 1, role: 'seller' }, admin)).status).toBe(403)
    expect((await edit(body.id, { version: 1, role: 'owner' }, admin)).status).toBe(403)
    expect((await edit(admin.id, { version: 1, role: 'director' }, admin)).status).toBe(403)
    expect((await edit(body.id, { version: 1, role: 'director' }, admin)).status).toBe(200)
  })

  it('are written down with what was before and after', async () => {
    const { body } = await add({ fullName: 'Под записью' })
    await edit(body.id, { version: 1, role: 'head', reach: 'all' })
    const log = await as(owner).get('/audit?action=rights')
    expect(log.body.rows[0]).toMatchObject({
      action: 'rights.changed',
      actorId: owner.id,
      subjectId: body.id,
      subjectName: 'Под записью',
      details: { role: ['seller', 'head'], reach: [null, 'all'] },
    })
  })
})
