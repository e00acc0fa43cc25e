import { readFile } from 'node:fs/promises'
import type { Journey } from '../journey.ts'

export const listOfDeals: Journey = {
  name: 'a list is narrowed by conditions, kept as a view, edited in its place, changed in bulk and back, and taken out as a file',
  company: 'own',
  async walk(stage) {
    const head = await stage.person('head')
    for (const [title, amountMinor] of [
      ['Насосы', 900_000_00],
      ['Арматура', 100_000_00],
      ['Компрессор', 700_000_00],
    ] as const)
      await stage.ask('POST', '/deals', { title, amountMinor }, head)
    const visitor = await stage.signedIn(head)
    const { page } = visitor
    await page.goto('/deals')
    const name = page.getByRole('link', { name: 'Арматура' })
    await name.waitFor()
    const before = await name.boundingBox()
    await name.hover()
    const hovered = await name.boundingBox()
    if (hovered?.x !== before?.x) throw new Error(`a name steps from ${before?.x} to ${hovered?.x} under the pointer`)

    await page.getByRole('button', { name: 'Условия' }).click()
    await page.getByRole('button', { name: 'Условие', exact: true }).click()
    const line = page.getByRole('group', { name: 'Название' })
    await line.getByRole('combobox', { name: 'Поле' }).or(line.getByLabel('Поле')).first().click()
    await page.getByRole('option', { name: 'Сумма' }).click()
    await page.getByRole('textbox', { name: 'Сумма: Значение' }).fill('500 тыс')
    await page.getByRole('link', { name: 'Арматура' }).waitFor({ state: 'hidden' })
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Сумма от 500/ }).waitFor()

    await page.getByRole('button', { name: 'Сохранить вид' }).click()
    const dialog = page.getByRole('dialog', { name: 'Новый вид' })
    await dialog.getByLabel('Название').fill('Крупные')
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    const tab = page
      .getByRole('navigation', { name: 'Виды списка' })
      .getByRole('button', { name: 'Крупные', exact: true })
    await tab.waitFor()
    await page.getByRole('button', { name: 'Все', exact: true }).click()
    await page.getByRole('link', { name: 'Арматура' }).waitFor()
    await tab.click()
    await page.getByRole('link', { name: 'Арматура' }).waitFor({ state: 'hidden' })

    // The second cell that can be edited is the amount.
    await page.keyboard.press('j')
    await page.keyboard.press('e')
    await page.getByRole('textbox', { name: 'Сделка' }).press('Tab')
    await page.getByRole('textbox', { name: 'Сумма', exact: true }).fill('1,5 млн')
    await page.getByRole('textbox', { name: 'Сумма', exact: true }).press('Enter')
    await page.getByRole('cell', { name: /1 500 000/ }).waitFor()

    await page.getByRole('checkbox', { name: 'Выбрать все загруженные' }).click()
    await page.getByRole('button', { name: 'Изменить', exact: true }).click()
    const bulk = page.getByRole('dialog', { name: 'Изменить сделки' })
    await bulk.getByLabel('Что изменить').first().click()
    await page.getByRole('option', { name: 'Плановое закрытие' }).click()
    await bulk.getByLabel('Плановое закрытие').first().fill('2030-01-15')
    await bulk.getByText('Изменятся 2 сделки').waitFor()
    await bulk.getByRole('button', { name: 'Изменить 2 сделки' }).click()
    await page.getByText('15.01.2030').first().waitFor()
    await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
    await page.getByText('Возвращены 2 сделки').waitFor()
    await page.getByText('15.01.2030').first().waitFor({ state: 'hidden' })

    await page.getByRole('button', { name: 'Выгрузить' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV' }).click()
    // A browser without a Russian locale calls it something else; what it holds is the same.
    const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n')
    if (lines.length !== 3) throw new Error(`the file has ${lines.length} lines`)
    await page.getByText('2 строки').waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('2 строки').waitFor({ state: 'hidden' })

    const heads = () => page.locator('th[data-column]').evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''))
    const [first, second, third] = await heads()
    await page.locator(`th[aria-label="${third}"]`).dragTo(page.locator(`th[aria-label="${second}"]`), {
      targetPosition: { x: 4, y: 10 },
    })
    await page.locator('[data-column-ghost]').waitFor({ state: 'detached' })
    const dragged = (await heads()).slice(0, 3)
    if (dragged.join() !== [first, third, second].join()) throw new Error(`columns after the drag: ${dragged.join()}`)
  },
}
