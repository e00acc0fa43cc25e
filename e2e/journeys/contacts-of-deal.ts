import type { Journey } from '../journey.ts'

export const contactsOfDeal: Journey = {
  name: 'a meeting is written down on the card with its next step; half written it waits as a draft',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller')
    const { id } = await stage.ask<{ id: string }>('POST', '/deals', { title: 'Дозатор', amountMinor: 900_000 }, seller)
    const { page } = await stage.signedIn(seller)
    await page.goto(`/deals/${id}`)
    await page.getByRole('button', { name: 'Записать' }).click()
    await page.getByRole('radiogroup', { name: 'Вид' }).getByText('Встреча').click()
    await page
      .getByRole('textbox', { name: 'Комментарий', exact: true })
      .fill('Согласовали комплектацию, ждут счёт в среду')

    // Left half way: the draft waits.
    await page.goto('/deals')
    await page.goto(`/deals/${id}`)
    await page.getByLabel('Длительность, мин').fill('45')
    await page.getByRole('combobox', { name: 'Результат' }).click()
    await page.getByRole('option', { name: 'Договорились о следующем шаге' }).click()
    await page.getByRole('radio', { name: /^Как обычно: звонок/ }).waitFor()
    await page.getByRole('button', { name: 'Записать' }).click()
    await page.getByText(/^Встреча: записано\. Дальше — звонок/).waitFor()
    await page.reload()
    await page.getByText('Согласовали комплектацию, ждут счёт в среду').waitFor()
    await page.getByRole('list', { name: 'Предстоит' }).getByText('Звонок').waitFor()
  },
}
