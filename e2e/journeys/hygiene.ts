import type { Journey } from '../journey.ts'

export const hygiene: Journey = {
  name: 'a head sees whose deals are not in order, opens the deals behind a figure, and switches a rule off',
  company: 'demo',
  async walk(stage) {
    const head = await stage.colleague('head')
    const { page } = await stage.signedIn(head)
    await page.goto('/hygiene')
    await page.getByRole('columnheader', { name: /Без шага/ }).waitFor()
    await page.locator('tfoot').getByRole('button').first().click()
    const panel = page.getByRole('dialog', { name: 'Нет следующего шага' })
    await panel
      .getByText(/нет следующего шага/)
      .first()
      .waitFor()
    await panel.getByRole('link', { name: 'Открыть весь список' }).click()
    await page.waitForURL('**/hygiene/deals?code=noStep')
    await page
      .getByRole('row', { name: /нет следующего шага/ })
      .first()
      .waitFor()

    await page.goto('/settings/hygiene')
    const rule = page.getByRole('switch', { name: /Нет следующего шага/ })
    await rule.waitFor()
    await rule.setChecked(false)
    await page.getByText('Сохранено').waitFor()
    await page.goto('/hygiene')
    await page.getByRole('columnheader', { name: /Нет контакта/ }).waitFor()
    if (await page.getByRole('columnheader', { name: /Без шага/ }).isVisible())
      throw new Error('a rule that is off is shown')
    await page.goto('/settings/hygiene')
    await rule.setChecked(true)
    await page.getByText('Сохранено').waitFor()
  },
}
