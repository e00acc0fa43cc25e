import type { Journey } from '../journey.ts'

export const demoOpens: Journey = {
  name: 'the demo company opens from the first visit and shows its plan and fact',
  company: 'demo',
  async walk(stage) {
    const { page } = await stage.stranger()
    await page.goto('/')
    await page.getByRole('button', { name: 'Открыть демо-компанию' }).click()
    await page.getByRole('heading', { name: 'Демо-компания готова' }).waitFor({ timeout: 60_000 })
    const written = await page.getByRole('definition').allTextContents()
    stage.credentials = { email: written[0] ?? '', password: written.at(-1) ?? '' }

    await page.getByRole('button', { name: 'Открыть «Мостик»' }).click()
    await page.getByRole('heading', { name: 'Требует внимания' }).waitFor()
    await page.getByText('Прогноз', { exact: true }).first().waitFor()
    await page.getByRole('heading', { name: 'Воронка месяца' }).waitFor()
    await page.getByRole('heading', { name: 'Продавцы' }).waitFor()
  },
}
