import { request } from 'playwright-core'
import { ownDay } from '../days.ts'
import type { Journey } from '../journey.ts'

/** From the first lead to the money: what a seller does in a day, and what his head sees of it. */
export const wholeDay: Journey = {
  name: 'a day: a lead of the site is taken and becomes a deal, a call, a next step, an invoice, a won stage and a payment; the head finds it in his figures',
  company: 'own',
  async walk(stage) {
    const owner = await stage.owner()
    const head = await stage.person('head', { fullName: 'Инна Главная' })
    const seller = await stage.person('seller', { fullName: 'Павел Дневной', managerId: head.id })
    const form = await stage.ask<{ key: string }>('POST', '/lead-forms', {
      name: 'Сайт',
      sourceId: null,
      campaign: null,
      thanksUrl: null,
      targetMinutes: null,
      minFillSeconds: 3,
      fields: ['name', 'company', 'phone', 'text'],
      consentText: 'Согласен на обработку персональных данных',
    })
    const settings = await stage.ask<object>('GET', '/lead-settings')
    await stage.ask('PUT', '/lead-settings', { ...settings, method: 'round_robin', personIds: [seller.id] })
    await stage.ask('POST', '/own-firms', { name: 'ООО «Пристань»', numberPrefix: 'Д-' }, owner)
    await stage.ask('POST', '/products', { name: 'Станция НС-7', priceMinor: 400_000_00, vatPercent: 22 }, owner)

    // Morning: somebody writes on the site, the seller takes the lead and makes it a deal.
    const { page } = await stage.signedIn(seller)
    const site = await request.newContext({ extraHTTPHeaders: { origin: 'https://site.example' } })
    const sent = await site.post(new URL(`/api/leads/form/${form.key}`, stage.url).href, {
      form: {
        name: 'Лев Покупатель',
        company: 'ООО «Заря»',
        phone: '8 916 555-44-33',
        text: 'Нужна станция',
        consent: 'yes',
        seconds: '15',
      },
      headers: { accept: 'application/json' },
    })
    if (!sent.ok()) throw new Error(`the form was refused: ${await sent.text()}`)
    await site.dispose()
    await page.goto('/leads')
    await page.getByRole('region', { name: 'Лиды' }).getByText('Лев Покупатель').click()
    const lead = page.getByRole('dialog', { name: 'Лев Покупатель' })
    await lead.getByRole('button', { name: 'Принять' }).click()
    await lead.getByText('В работе', { exact: true }).waitFor()
    await lead.getByRole('button', { name: 'В сделку' }).click()
    const convert = page.getByRole('dialog', { name: 'Сделка из лида' })
    await convert.getByLabel('Название сделки').fill('Станция для «Зари»')
    await convert.getByRole('button', { name: 'Создать сделку' }).click()
    await page.waitForURL('**/deals/*')
    const dealPath = new URL(page.url()).pathname
    const dealId = dealPath.split('/').at(-1) ?? ''

    // Noon: a call, and the next step.
    await stage.ask('POST', '/activities', { kind: 'call', dealId, result: 'Согласовали состав' }, seller)
    await stage.ask('POST', '/tasks', { title: 'Отправить договор', dueOn: ownDay(1), dealId }, seller)
    await page.reload()
    await page.getByText('Отправить договор').first().waitFor()

    // Afternoon: products, an invoice.
    await page.getByRole('tab', { name: 'Товары' }).click()
    await page.getByRole('button', { name: 'Добавить позицию' }).click()
    await page.getByRole('combobox', { name: 'Товар или услуга' }).fill('Станция')
    await page.getByRole('option', { name: 'Станция НС-7' }).click()
    await page.getByRole('button', { name: 'Сохранить позиции' }).click()
    await page.getByRole('button', { name: 'Взять сумму из позиций' }).click()
    await page.getByText('Сумма сделки сходится с позициями.').waitFor()
    await page.getByRole('tab', { name: 'Счета и оплаты' }).click()
    await page.getByRole('button', { name: 'Выставить счёт' }).click()
    await page.getByRole('button', { name: 'Выставить', exact: true }).click()
    await page.getByText('Четыреста тысяч рублей 00 копеек').waitFor()
    const invoicePath = new URL(page.url()).pathname

    // Evening: the contract is signed; the deal is won.
    await page.goto(dealPath)
    await page.getByRole('button', { name: 'Перенести', exact: true }).click()
    await page.getByRole('menuitem', { name: /^Успешно/ }).click()
    await page.getByText('Успешно').first().waitFor()

    // The money comes, and the head finds the day in his figures.
    const boss = await stage.signedIn(head)
    await boss.page.goto(invoicePath)
    await boss.page.getByText('Четыреста тысяч рублей 00 копеек').waitFor()
    await boss.page.getByRole('button', { name: 'Записать оплату' }).click()
    await boss.page.getByRole('button', { name: 'Записать', exact: true }).click()
    await boss.page
      .getByText(/Оплачен$/)
      .first()
      .waitFor()
    await boss.page.goto('/plan-fact')
    await boss.page
      .getByRole('row', { name: /Павел Дневной/ })
      .getByText(/400/)
      .first()
      .waitFor()
    await boss.page.keyboard.press('Control+K')
    await boss.page.getByRole('combobox', { name: 'Поиск и команды' }).fill('8 (916) 555 44 33')
    await boss.page
      .getByRole('option', { name: /Лев Покупатель/ })
      .first()
      .waitFor()
  },
}
