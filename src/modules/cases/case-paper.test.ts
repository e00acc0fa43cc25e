import { afterAll, beforeAll, expect, test } from 'vitest'
import { pdfText } from '#core/documents/test-pdf-text.ts'
import { testApp, type TestApp, type TestPerson } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** A seller who is behind, his head and others; the case is opened, talked over, acted upon. */
async function behind() {
  const company = await app.company({ name: 'Ромашка' })
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head', name: 'Глеб Главин', managerId: owner.id })
  const otherHead = await company.person({ role: 'head', managerId: owner.id })
  const anna = await company.person({ name: 'Анна Ильина', managerId: head.id })
  const boris = await company.person({ name: 'Борис Котов', managerId: head.id })
  await company.pipeline()
  await app.as(owner).plans.setCells({
    cells: [{ level: 'person', subjectId: anna.id, month: '2026-11', amountMinor: 300_000_00, version: 0 }],
  })
  const { id } = await app
    .as(head)
    .cases.open({ metric: 'pace', level: 'person', subjectId: anna.id, period: '2026-11' })
  return { company, owner, head, otherHead, anna, boris, id }
}

const ask = (id: string, person: TestPerson | null, language: 'ru' | 'en' = 'ru') =>
  app.server.inject({
    url: `/api/cases/${id}/case.pdf`,
    headers: { 'x-language': language, ...(person && { 'x-test-person': person.id }) },
  })

test('the paper of a deviation says the gap, what it is made of, the talk, the action and the verdict, as the page does', async () => {
  const { head, anna, id } = await behind()
  await app.as(anna).cases.comment({ id, text: 'Две недели была на выставке' })
  const first = await app.as(head).cases.get({ id })
  const action = { kind: 'own', title: 'Час звонков каждый день', target: 'call' as const, doerId: anna.id }
  const acting = await app
    .as(head)
    .cases.act({ id, version: first.version, ...action, dueOn: '2026-11-25', expectedMinor: 50_000_00 })
  const before = await ask(id, anna)
  expect([before.statusCode, before.headers['content-type']]).toEqual([200, 'application/pdf'])
  const text = pdfText(before.rawPayload)
  for (const said of [
    'Анна Ильина: отстаёт от плана',
    'открыто 21.11.2026, Глеб Главин',
    'Отвечает: Анна Ильина',
    'Недобор',
    '−210',
    'План периода',
    'Возвраты и прочее',
    'Две недели была на выставке',
    'Час звонков каждый день',
    '+50',
    'Эффект ещё не измеряли.',
    'Итог ещё не подведён.',
  ])
    expect(text).toContain(said)
  await app
    .as(head)
    .cases.close({ id, version: acting.version, verdict: 'cannotTell', note: 'Заболела, вернёмся в декабре' })
  const after = pdfText((await ask(id, head)).rawPayload)
  expect(after).toContain('Нельзя сказать. Заболела, вернёмся в декабре')
  expect(after).not.toContain('Итог ещё не подведён.')
  const english = pdfText((await ask(id, head, 'en')).rawPayload)
  for (const said of ['behind the plan', 'What the gap is made of', 'Talk and history', 'Cannot tell'])
    expect(english).toContain(said)
})

test('whoever does not see the case gets no paper of it', async () => {
  const { company, otherHead, boris, id } = await behind()
  const stranger = await (await app.company()).person({ role: 'owner' })
  const hr = await company.person({ role: 'hr' })
  const states = []
  for (const person of [otherHead, boris, stranger, hr, null]) states.push((await ask(id, person)).statusCode)
  expect(states).toEqual([404, 404, 404, 403, 401])
})
