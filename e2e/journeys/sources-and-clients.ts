import type { Journey } from '../journey.ts'

export const sourcesAndClients: Journey = {
  name: 'spend is recorded and becomes the cost of a client; cohorts and classes of clients open their records',
  company: 'demo',
  async walk(stage) {
    const visitor = await stage.signedIn(await stage.owner())
    const { page } = visitor
    await page.goto('/sources')
    await page.getByText('Что проверить').waitFor()
    await page.getByRole('button', { name: 'Траты', exact: true }).first().click()
    await page.waitForURL(/sources\/spend/)
    await page.getByRole('button', { name: 'Записать траты' }).click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('combobox', { name: 'Источник' }).click()
    await page.getByRole('option', { name: 'Рекомендации' }).click()
    await panel.getByLabel('Кампания').fill('Подарки рекомендателям')
    await panel.getByLabel('Сумма за все дни').fill('60000')
    await panel.getByRole('button', { name: 'Записать', exact: true }).click()
    await page.getByText(/Записано на \d+/).waitFor()
    await page.getByRole('row', { name: /Подарки рекомендателям/ }).waitFor()

    await page.getByRole('button', { name: 'Источники', exact: true }).click()
    const friends = page.getByRole('row', { name: /^Рекомендации/ }).first()
    await friends.getByText(/60,0.тыс/).waitFor()
    await visitor.atRest()
    await friends.getByText(/60,0.тыс/).click()
    await page.getByRole('dialog').getByText('Подарки рекомендателям').waitFor()
    await page.keyboard.press('Escape')

    await page.goto('/cohorts')
    await page.getByText(/после заявки покупают/).waitFor()
    await page.getByText('Клиенты', { exact: true }).last().click()
    await page.waitForURL(/of=buyers/)
    await page.getByText(/Через месяц возвращаются/).waitFor()

    await page.goto('/segments')
    await page.getByText(/^Класс A/).waitFor()
    await page.getByRole('button', { name: 'Пересчитать' }).click()
    await page.getByText(/^Посчитано: /).waitFor()
    await page.goto('/segments?state=silent')
    await page.getByText('замолчал', { exact: true }).first().waitFor()
    await visitor.atRest()
    await page.getByText('замолчал', { exact: true }).first().click()
    await page.waitForURL(/\/clients\//)
    await page
      .getByText(/Класс [ABC]/)
      .first()
      .waitFor()
  },
}
