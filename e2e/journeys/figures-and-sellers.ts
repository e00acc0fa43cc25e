import { demoMonth } from '../days.ts'
import type { Journey } from '../journey.ts'

export const boardOfFigures: Journey = {
  name: 'a figure of the board opens down to its deals, the board is arranged by keys, a view of the page is kept',
  company: 'demo',
  async walk(stage) {
    const visitor = await stage.signedIn(await stage.owner())
    const { page } = visitor
    await page.goto(`/kpi?period=${demoMonth(-1)}`)
    const board = page.getByRole('list', { name: 'Показатели', exact: true })
    await board
      .getByRole('button', { name: /Доля побед/ })
      .first()
      .click()
    const panel = page.getByRole('dialog')
    await panel.getByText('Как считается').waitFor()
    await panel.getByRole('heading', { name: 'Из чего сложилось' }).waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })

    // The board is arranged by keys alone.
    await page.getByRole('button', { name: 'Настроить доску' }).click()
    const order = page.getByRole('list', { name: 'Показатели доски по порядку' })
    await order.getByRole('listitem').nth(1).press('Alt+ArrowUp')
    await page.getByRole('button', { name: 'Сохранить доску' }).click()
    await page.getByText('Доска сохранена').waitFor()
    await board.locator(':scope > li').first().getByText('Выполнение плана').first().waitFor()

    await page.getByRole('button', { name: 'Предыдущий период' }).click()
    await page.waitForURL(/period=/)
    await page.getByRole('button', { name: 'Виды', exact: true }).click()
    await page.getByRole('menuitem', { name: /Сохранить фильтры/ }).click()
    await page.getByRole('textbox', { name: /Название/ }).fill('Прошлый месяц')
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click()
    await page.getByRole('button', { name: 'Прошлый месяц' }).waitFor()
  },
}

export const sellerBesideOthers: Journey = {
  name: 'a seller is opened from the comparison and seen beside his colleagues',
  company: 'demo',
  async walk(stage) {
    const { page } = await stage.signedIn(await stage.owner())
    await page.goto(`/sellers?period=${demoMonth(-1)}`)
    const seller = page.locator('main a[href^="/sellers/"]').first()
    const name = await seller.textContent()
    await seller.click()
    await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor()
    await page.getByRole('heading', { name: 'Сильные стороны и утечки' }).waitFor()
    await page.getByRole('heading', { name: 'Все показатели рядом с коллегами' }).waitFor()
  },
}

export const tourOfDemo: Journey = {
  name: 'the tour leads a newcomer over the loop by keys and leaves nothing behind',
  company: 'demo',
  async walk(stage) {
    const visitor = await stage.signedIn(await stage.owner())
    const { page } = visitor
    await page.goto('/')
    await page.getByRole('button', { name: 'Экскурсия' }).click()
    const tour = page.getByRole('region', { name: 'Экскурсия' })
    await tour.getByRole('heading', { name: 'Утро начинается здесь' }).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.waitForURL('**/plan')
    await tour.getByRole('button', { name: 'Дальше' }).click()
    await page.waitForURL('**/decomposition')
    await visitor.atRest()
    await page.keyboard.press('Escape')
    await tour.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    if (await tour.isVisible()) throw new Error('the tour came back by itself')
  },
}
