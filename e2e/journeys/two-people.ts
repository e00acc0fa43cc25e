import type { Journey } from '../journey.ts'

export const twoPeople: Journey = {
  name: 'two people change one card: the second sees the conflict and decides',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller')
    const { id } = await stage.ask<{ id: string }>(
      'POST',
      '/deals',
      { title: 'Щит управления', amountMinor: 5_000_000 },
      seller,
    )
    const owner = await stage.signedIn(await stage.owner())
    const his = await stage.signedIn(seller)
    his.expects(/^409 PATCH \/api\/deals\//)
    await owner.page.goto(`/deals/${id}`)
    await his.page.goto(`/deals/${id}`)

    for (const { page } of [owner, his]) await page.getByRole('button', { name: 'Изменить: Сумма' }).click()
    await owner.page.getByRole('textbox', { name: 'Сумма' }).fill('70 000')
    await owner.page.keyboard.press('Enter')
    await owner.page.getByText('70 000').first().waitFor()

    await his.page.getByRole('textbox', { name: 'Сумма' }).fill('90 000')
    await his.page.keyboard.press('Enter')
    const question = his.page.getByRole('dialog', { name: 'Сделку уже изменил кто-то другой' })
    await question.getByText('70 000').waitFor()
    await question.getByText('90 000').waitFor()
    await question.getByRole('button', { name: 'Записать моё' }).click()
    await his.page.getByText('90 000').first().waitFor()
    await owner.page.reload()
    await owner.page.getByText('90 000').first().waitFor()
  },
}
