import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing.ts'
import { pagesOf } from '../../testing-pages.ts'
import { clientSorts } from './contract.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** Twelve companies and their contacts with many equal values, some of them empty. */
async function many() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const sellers = [await company.person({ managerId: owner.id }), await company.person({ managerId: owner.id })]
  const api = app.as(owner).clients
  for (let n = 0; n < 12; n++) {
    const { id } = await api.addCompany({
      name: `ООО «Клиент ${n % 5}»`,
      ownerId: n % 3 === 2 ? null : (sellers[n % 3]?.id ?? null),
      ...(n % 2 === 0 && { region: `Область ${n % 4}`, industry: 'Химия' }),
    })
    await api.addContact({
      fullName: `Иванов ${n % 4}`,
      ...(n % 2 === 0 && { companyId: id, jobTitle: `инженер ${n % 3}` }),
    })
  }
  return api
}

test('companies and contacts stand by the first column, equal ones by the next, what is empty at the end', async () => {
  const api = await many()
  const { rows } = await api.companies({ sort: 'owner,-name', limit: 200 })
  expect(rows).toHaveLength(12)
  const order = (name: string | undefined) => name ?? '\uFFFF'
  expect(rows).toEqual(
    rows.toSorted(
      (one, other) =>
        order(one.owner?.name).localeCompare(order(other.owner?.name), 'ru') ||
        (one.name < other.name ? 1 : one.name > other.name ? -1 : 0),
    ),
  )
  const regions = (await api.companies({ sort: '-region', limit: 200 })).rows.map(({ region }) => region)
  expect(new Set(regions.slice(0, 6))).toEqual(new Set(['Область 2', 'Область 0']))
  expect(regions.slice(6)).toEqual([null, null, null, null, null, null])
  const people = (await api.contacts({ sort: 'company,-jobTitle', limit: 200 })).rows
  expect(people.slice(6).every(({ company }) => company === null)).toBe(true)
})

test('pages together are the list, whatever its order', async () => {
  const api = await many()
  for (const sort of [...clientSorts.company, '-created', 'owner,-name', '-region,industry,created']) {
    const whole = (await api.companies({ sort, limit: 200 })).rows.map(({ id }) => id)
    expect(whole, sort).toHaveLength(12)
    expect(await pagesOf((cursor) => api.companies({ sort, limit: 5, ...(cursor && { cursor }) })), sort).toEqual(whole)
  }
  for (const sort of [...clientSorts.contact, 'company,-name', '-jobTitle,owner']) {
    const whole = (await api.contacts({ sort, limit: 200 })).rows.map(({ id }) => id)
    expect(whole, sort).toHaveLength(12)
    expect(await pagesOf((cursor) => api.contacts({ sort, limit: 5, ...(cursor && { cursor }) })), sort).toEqual(whole)
  }
})

test('an order that does not exist, and a cursor of another one, are refused', async () => {
  const api = await many()
  await expect(api.companies({ sort: 'jobTitle' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(api.contacts({ sort: 'name,name' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  const { nextCursor } = await api.companies({ sort: 'name', limit: 1 })
  await expect(api.companies({ sort: '-name', cursor: nextCursor ?? '' })).rejects.toMatchObject({
    code: 'CURSOR_BROKEN',
  })
})
