import { demoMonth } from '../days.ts'
import type { Journey } from '../journey.ts'

export const figureOpens: Journey = {
  name: 'a figure of plan and fact opens its formula, its parts and the deals behind it',
  company: 'demo',
  async walk(stage) {
    const { page } = await stage.signedIn(await stage.owner())
    // The first days of a month have no sales yet.
    await page.goto(`/plan-fact?period=${demoMonth(-1)}`)
    await page.getByRole('term').filter({ hasText: 'Факт' }).locator('..').getByRole('button').click()
    const panel = page.getByRole('dialog')
    await panel.getByText('Как считается').waitFor()
    await panel.getByText('Выигранные сделки по дате выигрыша').waitFor()
    const fact = amountIn(await panel.getByText(/₽/).first().textContent())
    await panel.getByRole('link', { name: 'Открыть весь список' }).click()
    await page.getByRole('heading', { name: 'Из чего сложился факт' }).waitFor()
    await page.getByRole('row').nth(2).waitFor()
    // The list behind the figure sums up to the figure.
    await page.getByText(fact).first().waitFor()
  },
}

/** «118 347 000 ₽» as it is written, with its own spaces. */
const amountIn = (text: string | null): string => text?.match(/[\d\s,]+/)?.[0].trim() ?? ''
