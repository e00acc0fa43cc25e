import type { Page } from 'playwright-core'
import type { Journey } from '../journey.ts'

const DELAY_MS = 800

/** Each write of the page takes its time. Gives what was written: '200 PATCH /api/tasks/…'. */
async function slowWrites(page: Page): Promise<string[]> {
  const written: string[] = []
  await page.route('**/api/**', async (route) => {
    if (route.request().method() !== 'GET') await new Promise((resolve) => setTimeout(resolve, DELAY_MS))
    await route.continue()
  })
  page.on('response', (answer) => {
    const method = answer.request().method()
    if (method !== 'GET') written.push(`${answer.status()} ${method} ${new URL(answer.url()).pathname}`)
  })
  return written
}

export const inAHurry: Journey = {
  name: 'who is faster than the network is not in his own way, makes nothing twice and loses nothing of what he types',
  company: 'own',
  async walk(stage) {
    const head = await stage.person('head')
    const points = ['цена', 'срок', 'договор']
    const { id } = await stage.ask<{ id: string }>('POST', '/tasks', { title: 'Сверить', dueOn: '2030-01-10' }, head)
    const checklist = points.map((text, n) => ({ id: `0000000${n}-0000-4000-8000-000000000000`, text, done: false }))
    await stage.ask('PATCH', `/tasks/${id}`, { version: 1, changes: { checklist } }, head)
    const visitor = await stage.signedIn(head)
    const { page } = visitor
    const written = await slowWrites(page)
    const task = () =>
      stage.ask<{ title: string; note: string | null; checklist: { done: boolean }[] }>(
        'GET',
        `/tasks/${id}`,
        undefined,
        head,
      )

    // Three ticks, then a title, then a note that is being typed while the answers come, and Escape.
    await page.goto(`/tasks?view=all&task=${id}`)
    const card = page.getByRole('dialog')
    for (const name of points) await card.getByRole('checkbox', { name }).check()
    await card.getByLabel('Что сделать').fill('Сверить условия')
    await card.getByLabel('Подробности').pressSequentially('Клиент просит рассрочку на три месяца', { delay: 60 })
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'hidden' })
    await visitor.atRest()
    const kept = await task()
    if (!kept.checklist.every(({ done }) => done)) throw new Error('a tick is lost')
    if (kept.title !== 'Сверить условия') throw new Error(`the title is ${kept.title}`)
    if (kept.note !== 'Клиент просит рассрочку на три месяца') throw new Error(`the note is ${kept.note}`)

    // Two cells of a row by Tab.
    await page.keyboard.press('j')
    await page.keyboard.press('e')
    await page.getByRole('textbox', { name: 'Задача', exact: true }).fill('Сверить всё')
    await page.keyboard.press('Tab')
    await page.locator('input[type="date"]:focus').fill('2030-01-09')
    await page.keyboard.press('Enter')
    await visitor.atRest()
    await page.reload()
    await page
      .getByRole('row', { name: /Сверить всё/ })
      .getByText('09.01.2030')
      .waitFor()

    // Two presses of one button.
    await page.goto('/clients')
    await page.getByRole('button', { name: 'Новая компания' }).first().click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Название').fill('Два клика')
    await form.getByRole('button', { name: 'Создать' }).dblclick()
    await form.waitFor({ state: 'hidden' })
    await visitor.atRest()
    const made = written.filter((line) => line === '200 POST /api/companies')
    if (made.length !== 1) throw new Error(`made ${made.length} companies by two presses`)
  },
}
