import type { Locator, Page } from 'playwright-core'
import type { Journey } from '../journey.ts'

export const board: Journey = {
  name: 'a new deal is moved on the board by the mouse and by the keyboard, and taken back',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller')
    const visitor = await stage.signedIn(seller)
    const { page } = visitor
    await page.goto('/deals/board')
    await page.getByRole('heading', { name: 'Сделок пока нет' }).waitFor()
    await page.keyboard.press('n')
    const form = page.getByRole('dialog', { name: 'Новая сделка' })
    await form.getByLabel('Название').fill('Насосы для «Водоканала»')
    await form.getByLabel('Сумма').fill('1 250 000')
    await form.getByRole('button', { name: 'Завести' }).click()
    // Its card opens at once.
    await page.getByRole('dialog').getByText('1 250 000').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })

    await drag(page, card(page, 'Новая заявка'), column(page, 'Квалификация'))
    await card(page, 'Квалификация').waitFor()
    await page.getByText('1,25 млн').first().waitFor()
    await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
    await card(page, 'Новая заявка').waitFor()

    await card(page, 'Новая заявка').focus()
    await page.keyboard.press('Shift+ArrowRight')
    await card(page, 'Квалификация').waitFor()
    await page.keyboard.press('Shift+ArrowRight')
    const third = page
      .locator('[data-stage]')
      .nth(2)
      .getByRole('link', { name: /Насосы/ })
    await third.waitFor()
    await visitor.atRest()
    await page.reload()
    await third.waitFor()

    await third.click()
    await page.getByRole('dialog').getByRole('tab', { name: 'История' }).click()
    await page.getByRole('dialog').getByText('Перенос по этапам').first().waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Отменить переход' }).click()
    await page.getByRole('dialog').getByText('Перенос отменён').waitFor()
    await page.keyboard.press('Escape')
    await card(page, 'Квалификация').waitFor()
  },
}

const column = (page: Page, stage: string): Locator => page.getByRole('region', { name: stage, exact: true })
const card = (page: Page, stage: string): Locator => column(page, stage).getByRole('link', { name: /Насосы/ })

/** As a hand does it: press, move away by and by, release. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await from.boundingBox()
  const end = await to.boundingBox()
  if (!start || !end) throw new Error('nothing to drag')
  await page.mouse.move(start.x + 40, start.y + 20)
  await page.mouse.down()
  await page.mouse.move(start.x + 80, start.y + 60, { steps: 4 })
  await page.mouse.move(end.x + end.width / 2, end.y + 200, { steps: 6 })
  await page.mouse.up()
}
