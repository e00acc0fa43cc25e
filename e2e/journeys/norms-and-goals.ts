import { demoDay } from '../days.ts'
import type { Journey } from '../journey.ts'

export const moneyToNorms: Journey = {
  name: 'a head takes a plan apart, tries another conversion, makes norms of it and opens the calls behind a day',
  company: 'demo',
  async walk(stage) {
    const head = await stage.colleague('head')
    const visitor = await stage.signedIn(head)
    const { page } = visitor
    await page.goto('/decomposition')
    await page.getByRole('columnheader', { name: 'Конверсия' }).waitFor()
    await visitor.atRest()
    await page
      .locator('tbody tr')
      .nth(1)
      .getByText(/млн|тыс/)
      .first()
      .click()
    await page.waitForURL(/\/decomposition\/[0-9a-f-]+/)
    await page.getByRole('heading', { name: 'Что если' }).waitFor()
    const leads = page.locator('dl').getByText(/в день · от/)
    const before = await leads.textContent()
    const slider = page.getByRole('slider', { name: /Конверсия/ })
    await slider.focus()
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight')
    if ((await leads.textContent()) === before) throw new Error('another conversion asks for as many leads')
    await page.getByRole('button', { name: 'Сделать нормами' }).click()
    const panel = page.getByRole('dialog', { name: 'Сделать нормами' })
    // So far ahead nobody of the story is on leave.
    await panel.getByLabel('Действует с').fill(demoDay(45))
    await panel.getByRole('button', { name: /Поставить 1 человеку/ }).click()
    await panel.getByText('Нормы поставлены: 1 человек').waitFor()
    await panel.getByRole('link', { name: 'К нормам' }).click()
    await page.waitForURL('**/norms')
    await page.getByRole('heading', { name: 'Кто сколько сделал' }).waitFor()
    await visitor.atRest()
    // The sum of the first seller opens to its calls.
    await page.locator('tbody').last().getByRole('button').first().click()
    await page
      .getByRole('dialog')
      .getByText(/Число сделанных контактов/)
      .waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'Нормы', exact: true }).click()
    await page.getByText('из раскладки плана').first().waitFor()
    // The first days of a month have nothing to compare yet.
    await page.getByRole('tab', { name: 'Норма и результат' }).click()
    await page.getByRole('button', { name: 'Предыдущий период' }).click()
    await page.getByText(/корреляция/).waitFor()
  },
}

export const goalsOfHead: Journey = {
  name: 'a wish is no goal: a head names a metric, gives a task with a result and a date and says how sure he is; the strategy is compared',
  company: 'demo',
  async walk(stage) {
    const head = await stage.colleague('head')
    const visitor = await stage.signedIn(head)
    const { page } = visitor
    visitor.expects(/^422 POST \/api\/goals/)
    await page.goto('/goals')
    await page.getByText('Вырасти на четверть к прошлому году').waitFor()
    await visitor.atRest()
    await page.getByRole('button', { name: 'Поставить цель' }).first().click()
    const form = page.getByRole('dialog', { name: 'Новая цель' })
    await form.getByLabel('Что должно измениться').fill('Больше встреч у новичков')
    await form.getByText('Команда', { exact: true }).click()
    await form.getByLabel('Команда руководителя').click()
    await page.getByRole('option').first().click()
    await form.getByRole('button', { name: 'Поставить цель' }).click()
    await form.getByText(/Это пожелание, а не цель/).waitFor()
    await form.getByLabel('По какому показателю видно').click()
    await page.getByRole('option', { name: 'Встречи' }).first().click()
    await form.getByLabel('Сколько должно стать').fill('400')
    await form.getByRole('button', { name: 'Поставить цель' }).click()
    await form.waitFor({ state: 'hidden' })
    await page.getByText('Больше встреч у новичков').first().click()
    const goal = page.getByRole('dialog', { name: 'Больше встреч у новичков' })
    await goal.getByRole('button', { name: 'Поставить задачу' }).click()
    await goal.getByLabel('Что сделать').fill('Выехать с новичками к пяти клиентам')
    await goal.getByRole('button', { name: 'Поставить задачу' }).click()
    await goal.getByText(/Задача должна быть конкретной/).waitFor()
    await goal.getByLabel('Что будет готово').fill('пять отчётов о встречах')
    await goal.getByLabel('Срок').fill('2030-01-15')
    await goal.getByRole('button', { name: 'Поставить задачу' }).click()
    await goal.getByRole('link', { name: 'Выехать с новичками к пяти клиентам' }).waitFor()
    await goal.getByPlaceholder('Что изменилось, что мешает').fill('Начали совместные выезды')
    await goal.getByRole('button', { name: 'Отметить' }).click()
    await goal.getByText('Начали совместные выезды').last().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'Стратегия' }).click()
    await page.getByRole('combobox', { name: 'Сравнить с' }).click()
    await page.getByRole('option', { name: /Версия 1/ }).click()
    await page.getByText('появилось').first().waitFor()
  },
}
