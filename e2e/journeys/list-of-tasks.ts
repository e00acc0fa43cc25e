import { readFile } from 'node:fs/promises'
import type { Journey } from '../journey.ts'

export const listOfTasks: Journey = {
  name: 'the list of tasks is narrowed by a condition, kept as a view, edited in its place, changed in bulk and back, and taken out as a file',
  company: 'own',
  async walk(stage) {
    const head = await stage.person('head')
    for (const [title, priority] of [
      ['Отправить КП', 'high'],
      ['Сверить остатки', 'low'],
      ['Позвонить в «Водоканал»', 'high'],
    ] as const)
      await stage.ask('POST', '/tasks', { title, priority, dueOn: '2030-01-10' }, head)
    const visitor = await stage.signedIn(head)
    const { page } = visitor
    await page.goto('/tasks?view=all')
    const row = (title: string) => page.getByRole('row', { name: new RegExp(title) })
    await row('Сверить остатки').waitFor()

    await page.getByRole('button', { name: 'Условия' }).click()
    await page.getByRole('button', { name: 'Условие', exact: true }).click()
    const line = page.getByRole('group', { name: 'Название' })
    await line.getByRole('combobox', { name: 'Поле' }).or(line.getByLabel('Поле')).first().click()
    await page.getByRole('option', { name: 'Важность' }).click()
    await page
      .getByRole('textbox', { name: 'Важность: Значение' })
      .or(page.getByLabel('Важность: Значение'))
      .first()
      .click()
    await page.getByRole('option', { name: 'Высокая' }).click()
    await row('Сверить остатки').waitFor({ state: 'hidden' })
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Важность: Высокая/ }).waitFor()

    await page.getByRole('button', { name: 'Сохранить вид' }).click()
    const dialog = page.getByRole('dialog', { name: 'Новый вид' })
    await dialog.getByLabel('Название').fill('Важное')
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    const tabs = page.getByRole('navigation', { name: 'Виды списка' })
    const tab = tabs.getByRole('button', { name: 'Важное', exact: true })
    await tab.waitFor()
    await visitor.atRest()
    await page.reload()
    await row('Отправить КП').waitFor()
    await tab.and(page.locator('[aria-current]')).waitFor()
    if (await row('Сверить остатки').isVisible()) throw new Error('the view is forgotten by a reload')

    await page.keyboard.press('j')
    await page.keyboard.press('e')
    const title = page.getByRole('textbox', { name: 'Задача', exact: true })
    await title.fill('Отправить КП и договор')
    await title.press('Enter')
    await row('Отправить КП и договор').waitFor()

    await page.getByRole('checkbox', { name: 'Выбрать все загруженные' }).click()
    await page.getByRole('button', { name: 'Изменить', exact: true }).click()
    const bulk = page.getByRole('dialog', { name: 'Изменить выбранные задачи' })
    await bulk.getByText('Квартал', { exact: true }).click()
    await bulk.getByText('Изменится: 2 задачи').waitFor()
    await bulk.getByRole('button', { name: 'Изменить 2 задачи' }).click()
    await page.getByText('Изменено: 2 задачи').waitFor()
    await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
    await page.getByText('Возвращено: 2 задачи').waitFor()

    await page.getByRole('button', { name: 'Выгрузить' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV' }).click()
    const text = await readFile(await (await download).path(), 'utf8')
    const lines = text.trim().split('\n')
    if (lines.length !== 3) throw new Error(`the file has ${lines.length} lines`)
    if (!text.includes('Отправить КП и договор')) throw new Error('the file lacks what was changed')
  },
}
