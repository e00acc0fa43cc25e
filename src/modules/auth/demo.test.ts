import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestApp, testApp } from '../../testing.ts'
import { visitor } from '../../testing-visitor.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

it(
  'the demo company opens once, even for two wizards at once, and each of its faces can sign in and is spoken to in the language of the wizard',
  { timeout: 300_000 },
  async () => {
    const visits = [visitor(app), visitor(app)]
    const answers = await Promise.all(visits.map((visit) => visit.post('/setup/demo', { language: 'en' })))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    const first = answers.findIndex(({ status }) => status === 200)
    const { password, accounts } = (answers[first] as (typeof answers)[number]).body
    expect((await (visits[first] as (typeof visits)[number]).get('/me')).body).toMatchObject({
      role: 'owner',
      language: 'en',
      workspace: { isDemo: true },
    })
    for (const { email, role } of accounts) {
      const face = visitor(app)
      await face.post('/sign-in', { email, password })
      expect((await face.get('/me')).body).toMatchObject({ role, language: 'en' })
    }
    const companies = await app.database.selectFrom('workspaces').select('id').execute()
    expect(companies).toHaveLength(1)
  },
)
