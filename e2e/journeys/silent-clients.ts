import type { Journey } from '../journey.ts'

export const silentClients: Journey = {
  name: 'calls to silent clients are spread over free days, seen before they are made, and taken back in one go',
  company: 'demo',
  async walk(stage) {
    const seller = await stage.colleague('seller')
    const visitor = await stage.signedIn(seller)
    const { page } = visitor
    await page.goto('/calendar')
    await page.getByRole('button', { name: 'Запланировать обзвон' }).click()
    await page.getByLabel('Сколько дней нет контакта').fill('7')
    const rows = page.getByRole('row')
    await rows.nth(1).waitFor()
    await visitor.atRest()
    const silent = (await rows.count()) - 1
    await page.getByRole('checkbox').first().click()
    await page.getByRole('button', { name: 'Выбрать дни' }).click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('listitem').first().waitFor()
    await visitor.atRest()
    // The first day is given up: its calls go to the others.
    await panel
      .getByRole('button', { name: /^(завтра|..\s\d)/ })
      .first()
      .click()
    await visitor.atRest()
    await panel.getByLabel('О чём').fill('Напомнить о себе')
    await panel
      .getByRole('button', { name: /^Не планировать/ })
      .first()
      .click()
    const plan = panel.getByRole('button', { name: /^Запланировать \d+ контакт/ })
    const planned = Number(/\d+/.exec((await plan.textContent()) ?? '')?.[0])
    if (planned !== silent - 1) throw new Error(`${planned} of ${silent} would be planned`)
    await plan.click()
    await page.getByText(`Запланировано: ${planned}`).waitFor()
    await page.getByText(/^1 клиент без контакта/).waitFor()
    await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
    await page.getByText(new RegExp(`^${silent} клиент.* без контакта`)).waitFor()

    // The same for deals that were chosen in their list.
    await page.goto('/deals')
    await page.getByRole('row').nth(2).waitFor()
    await page.getByRole('row').nth(1).getByRole('checkbox').click()
    await page.getByRole('row').nth(2).getByRole('checkbox').click()
    await page.getByRole('button', { name: 'Запланировать контакты' }).click()
    await page.getByRole('button', { name: 'Запланировать 2 контакта' }).click()
    await page.getByText('Запланировано: 2 контакта').waitFor()
  },
}
