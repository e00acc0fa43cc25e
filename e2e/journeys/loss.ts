import type { Journey } from '../journey.ts'

export const loss: Journey = {
  name: 'a lost deal asks for the reason; without it nothing is lost',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller')
    const { id } = await stage.ask<{ id: string }>(
      'POST',
      '/deals',
      { title: 'Пусконаладка', amountMinor: 3_000_000 },
      seller,
    )
    const { page } = await stage.signedIn(seller)
    await page.goto(`/deals/${id}`)
    const toLost = async () => {
      await page.getByRole('button', { name: 'Перенести', exact: true }).click()
      await page.getByRole('menuitem').last().click()
    }
    await toLost()
    const question = page.getByRole('dialog', { name: 'Почему сделка проиграна?' })
    await question.getByRole('button', { name: 'Отмена' }).click()
    await page.getByRole('button', { name: 'Новая заявка' }).and(page.locator('[aria-current=step]')).waitFor()

    await toLost()
    await question.getByRole('combobox', { name: 'Причина отказа' }).click()
    await page.getByRole('option').first().click()
    await question.getByRole('button', { name: 'Закрыть как отказ' }).click()
    await page.getByRole('button', { name: 'Изменить: Причина отказа' }).getByText('Дорого').waitFor()
    const lost = await stage.ask<{ lossReason: { name: string } | null }>('GET', `/deals/${id}`, undefined, seller)
    if (!lost.lossReason) throw new Error('lost without a reason')
  },
}
