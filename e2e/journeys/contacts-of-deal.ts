import type { Journey } from '../journey.ts'

export const contactsOfDeal: Journey = {
  name: 'a meeting is written down on the card; half written it waits as a draft',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller')
    const { id } = await stage.ask<{ id: string }>('POST', '/deals', { title: 'Дозатор', amountMinor: 900_000 }, seller)
    const { page } = await stage.signedIn(seller)
    await page.goto(`/deals/${id}`)
    await page.getByRole('button', { name: 'Записать' }).click()
    await page.getByRole('radiogroup', { name: 'Вид' }).getByText('Встреча').click()
    await page.getByLabel('Результат').fill('Согласовали комплектацию, ждут счёт в среду')

    // Left half way: the draft waits.
    await page.goto('/deals')
    await page.goto(`/deals/${id}`)
    await page.getByLabel('Длительность, мин').fill('45')
    await page.getByRole('button', { name: 'Записать' }).click()
    await page.getByText('Встреча: записано').waitFor()
    await page.reload()
    await page.getByText('Согласовали комплектацию, ждут счёт в среду').waitFor()
  },
}
