import { demoQuarter } from '../days.ts'
import type { Journey } from '../journey.ts'

export const cuts: Journey = {
  name: 'any metrics by any two cuts: a cell opens its records, the change is explained, the question stands in the address; facts are checked',
  company: 'demo',
  async walk(stage) {
    const visitor = await stage.signedIn(await stage.owner())
    const { page } = visitor
    await page.goto(`/metrics?period=${demoQuarter(-1)}`)
    const grid = page.getByRole('grid')
    await grid.getByRole('row').nth(2).waitFor()
    await page
      .getByText(/Из чего сложилось/)
      .first()
      .waitFor()
    await visitor.atRest()
    await grid.locator('td[data-opens]').first().click()
    const panel = page.getByRole('dialog')
    await panel.getByText('Σ сумм выигранных сделок').waitFor()
    await panel.getByRole('link').first().waitFor()
    await page.keyboard.press('Escape')

    await page.getByRole('combobox', { name: 'Столбцы' }).or(page.getByLabel('Столбцы')).first().click()
    await page.getByRole('option', { name: 'Месяц', exact: true }).click()
    await page.waitForURL(/columns=month/)
    await grid.getByRole('columnheader', { name: /Итого/ }).waitFor()
    await page.reload()
    await grid.getByRole('columnheader', { name: /Итого/ }).waitFor()

    await page.goto('/settings/facts')
    await page.getByRole('button', { name: 'Проверить и исправить' }).click()
    await page.getByText(/расхождений нет/).waitFor({ timeout: 180_000 })
  },
}
