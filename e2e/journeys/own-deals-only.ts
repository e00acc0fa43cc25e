import type { Journey } from '../journey.ts'
import { typeWhereCursorIs } from '../typing.ts'

export const ownDealsOnly: Journey = {
  name: 'a deal of another seller does not exist for me: not in the list, not in search, not by its address',
  company: 'own',
  async walk(stage) {
    const [mine, other] = [await stage.person('seller'), await stage.person('seller')]
    await stage.ask('POST', '/deals', { title: 'Моя сделка', amountMinor: 100 }, mine)
    const { id } = await stage.ask<{ id: string }>('POST', '/deals', { title: 'Чужая сделка', amountMinor: 100 }, other)

    const visitor = await stage.signedIn(mine)
    visitor.expects(/^404 GET \/api\/deals\//)
    const { page } = visitor
    await page.goto('/deals')
    await page.getByRole('row', { name: /Моя сделка/ }).waitFor()
    if (await page.getByText('Чужая сделка').isVisible()) throw new Error('the list shows it')

    await page.keyboard.press('Control+K')
    await page.getByRole('combobox', { name: 'Поиск и команды' }).waitFor()
    await typeWhereCursorIs(page, 'сделка')
    await page.getByRole('option', { name: /Моя сделка/ }).waitFor()
    if (await page.getByRole('option', { name: /Чужая сделка/ }).isVisible()) throw new Error('the search shows it')

    await page.goto(`/deals/${id}`)
    await page.getByText('Сделка не найдена').waitFor()
  },
}
