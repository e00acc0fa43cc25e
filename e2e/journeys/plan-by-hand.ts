import type { Locator, Page } from 'playwright-core'
import type { Journey } from '../journey.ts'

const JANUARY = 0
const FEBRUARY = 1

export const planByHand: Journey = {
  name: 'a plan is typed and pasted; the department shows what is not distributed',
  company: 'own',
  async walk(stage) {
    const department = await stage.ask<{ id: string }>('POST', '/departments', { name: 'Отдел «Причал»' })
    for (const fullName of ['Азарова Нина', 'Белкин Пётр'])
      await stage.ask('POST', '/people', { fullName, role: 'seller', departmentId: department.id })

    const { page, context } = await stage.signedIn(await stage.owner())
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto('/plan')
    const start = page.getByRole('button', { name: 'Ввести самому' })
    await start.or(page.getByRole('grid')).first().waitFor()
    if (await start.isVisible()) await start.click()

    await type(page, cell(page, 'Отдел «Причал»', JANUARY), '1,2 млн')
    await expectText(cell(page, 'Отдел «Причал»', JANUARY), '1 200 000')
    await expectText(cell(page, 'Не распределено', JANUARY), '1 200 000')

    await page.evaluate(() => navigator.clipboard.writeText('500 000\t300000\n400 000,00\t350000'))
    await cell(page, 'Азарова Нина', JANUARY).click()
    const saved = page.waitForResponse('**/api/plans/cells')
    await page.keyboard.press('Control+V')
    await saved
    await expectText(cell(page, 'Белкин Пётр', JANUARY), '400 000')
    await expectText(cell(page, 'Не распределено', JANUARY), '300 000')
    // Nothing was set for the department: its plan is the sum of its people.
    await expectText(cell(page, 'Отдел «Причал»', FEBRUARY), '650 000')

    await page.reload()
    await expectText(cell(page, 'Азарова Нина', FEBRUARY), '300 000')
    await expectText(cell(page, 'Не распределено', JANUARY), '300 000')

    await type(page, cell(page, 'Азарова Нина', FEBRUARY), '12 ящиков')
    await page.getByText('«12 ящиков» — не число').waitFor()
  },
}

/** A cell of the grid by the first words of its row. */
function cell(page: Page, row: string, month: number): Locator {
  const head = page.getByRole('rowheader', { name: row })
  return page.getByRole('row').filter({ has: head }).getByRole('gridcell').nth(month)
}

async function type(page: Page, place: Locator, text: string): Promise<void> {
  await place.click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

async function expectText(place: Locator, text: string): Promise<void> {
  await place
    .filter({ hasText: text.replaceAll(' ', '\u00a0') })
    .or(place.filter({ hasText: text }))
    .waitFor()
}
