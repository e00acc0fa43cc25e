import { demoMonth } from '../days.ts'
import type { Journey } from '../journey.ts'

export const funnelViews: Journey = {
  name: 'the funnel shows three views; its filters stand in the address and survive a reload',
  company: 'demo',
  async walk(stage) {
    const { page } = await stage.signedIn(await stage.owner())
    // The first days of a month have no deals yet.
    await page.goto(`/funnel?period=${demoMonth(-1)}`)
    for (const view of ['Когорта', 'За период', 'Сейчас'])
      await page.getByRole('heading', { name: view, exact: true }).waitFor()
    const cohort = page.getByRole('list', { name: 'Когорта' })
    const ofAll = await cohort.first().textContent()

    await page.getByRole('button', { name: 'Источник' }).click()
    await page.getByRole('dialog').getByRole('checkbox').first().click()
    await page.keyboard.press('Escape')
    await page.waitForURL(/source=/)
    await page.waitForFunction((before) => document.querySelector('main ol')?.textContent !== before, ofAll)
    const ofSource = await cohort.first().textContent()

    await page.getByRole('button', { name: 'Предыдущий период' }).click()
    await page.waitForURL(/period=/)
    await page.getByRole('button', { name: 'Следующий период' }).click()
    await page.reload()
    await cohort.first().waitFor()
    await page.waitForFunction((before) => document.querySelector('main ol')?.textContent === before, ofSource)
  },
}
