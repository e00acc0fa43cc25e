import type { Page } from 'playwright-core'
import type { Journey } from '../journey.ts'
import { eventually } from '../eventually.ts'
import type { Account, Stage } from '../stage.ts'

interface Planned {
  id: string
  occurredAt: string
  durationS: number
  version: number
}

const MINUTES_PX = 48 / 60

export const calendar: Journey = {
  name: 'a meeting is planned by a click in the calendar, dragged, stretched, moved by keys and put back',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller')
    const deal = await stage.ask<{ id: string }>('POST', '/deals', { title: 'Котельная' }, seller)
    const { page } = await stage.signedIn(seller)
    // Next week: nothing there is in the past, whatever day it is.
    await page.goto('/calendar')
    await page.getByRole('button', { name: 'Позже' }).click()
    const grid = page.getByRole('group', { name: 'Календарь' })
    const tuesday = grid.locator('[data-column="1"]')
    await tuesday.waitFor()
    await page.waitForTimeout(300)

    // A click at noon.
    await tuesday.click({ position: { x: 30, y: 720 * MINUTES_PX + 4 } })
    await page.getByRole('combobox', { name: 'Сделка' }).fill('Котел')
    await page.getByRole('option', { name: 'Котельная' }).click()
    await page.getByRole('radiogroup', { name: 'Вид' }).getByText('Встреча').click()
    await page.getByLabel('О чём').fill('Защита КП')
    await page.getByRole('dialog').getByRole('button', { name: 'Запланировать' }).click()
    await page.getByText(/^Встреча: запланировано/).waitFor()
    const event = grid.getByRole('button', { name: /^Встреча: Котельная, 12:00/ })
    await event.waitFor()

    // Dragged to Wednesday, an hour later; then stretched by half an hour.
    await drag(page, event, 1, 60)
    await grid.getByRole('button', { name: /^Встреча: Котельная, 13:00–14:00/ }).waitFor()
    const held = grid.locator('[data-column="2"]').getByRole('button', { name: /^Встреча/ })
    await held.waitFor()
    await page
      .getByText(/^Перенесено/)
      .first()
      .waitFor()
    const box = await held.boundingBox()
    if (!box) throw new Error('the meeting is nowhere')
    await page.mouse.move(box.x + 20, box.y + box.height - 3)
    await page.mouse.down()
    await page.mouse.move(box.x + 20, box.y + box.height - 3 + 30 * MINUTES_PX, { steps: 5 })
    await page.mouse.up()
    await grid.getByRole('button', { name: /13:00–14:30/ }).waitFor()
    await until(stage, seller, deal.id, ({ durationS }) => durationS === 5_400)

    // Keys: a day on and a quarter of an hour down, sent together.
    await grid.getByRole('button', { name: /13:00–14:30/ }).focus()
    await page.keyboard.press('Alt+ArrowRight')
    await page.keyboard.press('Alt+ArrowDown')
    await grid
      .locator('[data-column="3"]')
      .getByRole('button', { name: /13:15–14:45/ })
      .waitFor()
    const moved = await until(stage, seller, deal.id, ({ version }) => version === 4)
    await page
      .getByRole('alert')
      .filter({ hasText: '13:15' })
      .getByRole('button', { name: 'Вернуть', exact: true })
      .click()
    await grid
      .locator('[data-column="2"]')
      .getByRole('button', { name: /13:00–14:30/ })
      .waitFor()
    await until(stage, seller, deal.id, ({ version }) => version > moved.version)

    await page.keyboard.press('m')
    const meeting = page.getByRole('button', { name: /Встреча: Котельная/ })
    await meeting.waitFor()
    const lastDay = page.locator('[data-day]').last()
    await meeting.dragTo(lastDay)
    await lastDay.getByRole('button', { name: /Встреча: Котельная/ }).waitFor()
  },
}

async function drag(page: Page, event: ReturnType<Page['locator']>, columns: number, minutes: number): Promise<void> {
  const box = await event.boundingBox()
  const column = await page.locator('[data-column="1"]').boundingBox()
  if (!box || !column) throw new Error('nothing to drag')
  const from = { x: box.x + 20, y: box.y + 8 }
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + columns * column.width, from.y + minutes * MINUTES_PX, { steps: 8 })
  await page.mouse.up()
}

/** What the server says of the one planned activity of the deal, as soon as it is so. */
async function until(
  stage: Stage,
  seller: Account,
  dealId: string,
  isSo: (planned: Planned) => boolean,
): Promise<Planned> {
  const { rows } = await eventually(
    () => stage.ask<{ rows: Planned[] }>('GET', `/activities?dealId=${dealId}`, undefined, seller),
    ({ rows: [planned] }) => planned !== undefined && isSo(planned),
    'the server was not told of the move',
  )
  return rows[0] as Planned
}
