import type { Journey } from '../journey.ts'
import { PHONE } from '../visitor.ts'

export const phone: Journey = {
  name: 'a phone walks from home to the deals and into a card, nothing sticks out sideways',
  company: 'demo',
  async walk(stage) {
    const seller = await stage.colleague('seller')
    const { page } = await stage.signedIn(seller, PHONE)
    const fits = async () => {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (over > 0) throw new Error(`${page.url()} is ${over} px too wide`)
    }
    await page.goto('/')
    await page.getByText('Прогноз', { exact: true }).first().waitFor()
    await fits()
    await page.getByRole('navigation').getByRole('link', { name: 'Сделки' }).click()
    await page.waitForURL('**/deals')
    const cards = page.getByRole('list', { name: 'Сделки' }).getByRole('listitem')
    await cards.nth(2).waitFor()
    await fits()
    const title = (await cards.first().locator('strong').first().textContent()) ?? ''
    await cards.first().click()
    await page.getByRole('button', { name: 'Изменить: Название' }).getByText(title).waitFor()
    await page.getByRole('tab', { name: 'История' }).click()
    await page.getByText('Сделка заведена').waitFor()
    await fits()
  },
}
