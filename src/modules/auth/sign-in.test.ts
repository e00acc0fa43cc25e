import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../../testing.ts'
import { visitor } from '../../testing-visitor.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const company = { name: 'Ромашка <b>&</b> 🌼', timeZone: 'Asia/Yekaterinburg', currency: 'RUB', calendar: 'ru' }
const owner = { fullName: "Анна О'Нил; drop table people", email: 'Anna@Example.ru', password: 'десять знаков и ещё' }

describe('the first visit', () => {
  it('makes the company and its owner once and signs him in', async () => {
    const visit = visitor(app)
    expect((await visit.get('/setup')).body).toMatchObject({ isNeeded: true })
    const made = await visit.post('/setup/company', { company, owner, language: 'ru' })
    expect(made).toMatchObject({ status: 200, body: { done: true } })
    expect((await visit.get('/me')).body).toMatchObject({
      fullName: owner.fullName,
      email: 'anna@example.ru',
      role: 'owner',
      today: '2026-11-21',
      workspace: { name: company.name, timeZone: 'Asia/Yekaterinburg' },
    })
    expect((await visitor(app).get('/setup')).body).toMatchObject({ isNeeded: false })
    const again = await visitor(app).post('/setup/company', { company, owner, language: 'ru' })
    expect(again).toMatchObject({ status: 409, body: { code: 'SETUP_DONE' } })
  })
})
