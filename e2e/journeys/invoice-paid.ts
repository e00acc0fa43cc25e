import type { Journey } from '../journey.ts'

interface Named {
  id: string
}

export const invoicePaid: Journey = {
  name: 'lines of a deal become an invoice, a discount above the limit waits for the head, the payment closes it; a file lies at the deal',
  company: 'own',
  async walk(stage) {
    const owner = await stage.owner()
    const seller = await stage.person('seller')
    await stage.ask('POST', '/own-firms', { name: 'ООО «Полюс»', numberPrefix: 'П-' }, owner)
    const { id: companyId } = await stage.ask<Named>('POST', '/companies', { name: 'Завод «Прогресс»' }, owner)
    await stage.ask('POST', '/products', { name: 'Насос ЦНС 38', priceMinor: 100_000_00, vatPercent: 22 }, owner)
    const { id } = await stage.ask<Named>('POST', '/deals', { title: 'Насосы заводу', companyId }, seller)

    const visitor = await stage.signedIn(seller)
    visitor.expects(/^409 PUT \/api\/deals\/.*\/lines$/)
    visitor.expects(/^415 POST \/api\/attachments/)
    const { page } = visitor
    await page.goto(`/deals/${id}`)
    await page.getByRole('tab', { name: 'Товары' }).click()
    await page.getByRole('button', { name: 'Добавить позицию' }).click()
    await page.getByRole('combobox', { name: 'Товар или услуга' }).fill('Насос')
    await page.getByRole('option', { name: 'Насос ЦНС 38' }).click()
    await page.getByLabel('Кол-во, Насос ЦНС 38').fill('3')
    await page.getByLabel('Скидка %, Насос ЦНС 38').fill('15')
    await page.getByRole('button', { name: 'Сохранить позиции' }).click()
    await page.getByLabel('Почему нужна такая скидка').fill('Берут три сразу')
    await page.getByRole('button', { name: 'Запросить согласование' }).click()
    await page.getByText('ждёт согласования').first().waitFor()

    const { page: head } = await stage.signedIn(owner)
    await head.goto(`/deals/${id}`)
    await head.getByRole('button', { name: 'Согласовать' }).click()
    await head.getByText('Скидка согласована').waitFor()

    await page.reload()
    await page.getByRole('tab', { name: 'Товары' }).click()
    await page.getByRole('button', { name: 'Взять сумму из позиций' }).click()
    await page.getByText('Сумма сделки сходится с позициями.').waitFor()
    await page.getByRole('tab', { name: 'Счета и оплаты' }).click()
    await page.getByRole('button', { name: 'Выставить счёт' }).click()
    await page.getByRole('button', { name: 'Выставить', exact: true }).click()
    await page.getByRole('heading', { name: 'Счёт № П-1' }).waitFor()
    await page.getByText('Двести пятьдесят пять тысяч рублей 00 копеек').waitFor()

    // The day it is due is changed where the invoice stands in the list, by the keyboard.
    await head.goto('/payments')
    await head.getByText('П-1').first().waitFor()
    await head.keyboard.press('j')
    await head.keyboard.press('e')
    await head.getByRole('textbox', { name: 'Оплатить до' }).fill('2030-01-15')
    await head.keyboard.press('Enter')
    await head.getByRole('cell', { name: /15 янв/ }).waitFor()
    await head.getByText('П-1').first().click()
    await head.getByRole('button', { name: 'Записать оплату' }).click()
    await head.getByRole('button', { name: 'Записать', exact: true }).click()
    await head
      .getByText(/Оплачен$/)
      .first()
      .waitFor()

    await page.goto(`/deals/${id}`)
    await page.getByRole('tab', { name: 'Файлы' }).click()
    const choose = page.locator('input[type=file]').first()
    await choose.setInputFiles({
      name: 'договор.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('MZ это программа'),
    })
    await page.getByText('внутри программа').waitFor()
    await page.getByRole('button', { name: 'Понятно' }).click()
    await choose.setInputFiles({ name: 'договор.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') })
    await page.getByRole('link', { name: 'договор.pdf' }).waitFor()
    await page.getByRole('button', { name: 'Удалить «договор.pdf»' }).click()
    await page.getByText('удалил(а)').waitFor()
  },
}
