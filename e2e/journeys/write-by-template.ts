import type { Journey } from '../journey.ts'

export const writeByTemplate: Journey = {
  name: 'a head writes a template, a mistake in its braces is told; a seller writes by it on a card and the letter is in the history',
  company: 'own',
  async walk(stage) {
    const head = await stage.person('head', { fullName: 'Роман Ильин' })
    const seller = await stage.person('seller', { fullName: 'Анна Быстрова', managerId: head.id })
    const ask = <T>(path: string, data: object) => stage.ask<T>('POST', path, data, seller)
    const company = await ask<{ id: string }>('/companies', { name: 'ООО «Письмо»' })
    const contact = await ask<{ id: string }>('/contacts', {
      fullName: 'Ольга Читателева',
      companyId: company.id,
      emails: [{ email: 'olga@letter.example' }],
    })
    const deal = await ask<{ id: string }>('/deals', {
      title: 'Насос по письму',
      amountMinor: 250_000_00,
      companyId: company.id,
      contactId: contact.id,
    })

    const his = await stage.signedIn(head)
    his.expects(/^422 POST \/api\/message-templates$/)
    await his.page.goto('/settings/templates')
    await his.page.getByRole('button', { name: 'Новый шаблон' }).first().click()
    const editor = his.page.getByRole('dialog')
    await editor.getByLabel('Название').fill('Цена на насос')
    await editor.getByLabel('Тема').fill('Предложение: {сделка}')
    await editor.getByLabel('Текст').fill('Здравствуйте, {имья}! {сделка} — {сумма}.')
    await editor.getByRole('button', { name: 'Сохранить' }).click()
    await editor.getByText(/имья/).last().waitFor()
    await editor.getByLabel('Текст').fill('Здравствуйте, {имя}! {сделка} — {сумма}. {менеджер}')
    await editor.getByRole('button', { name: 'Сохранить' }).click()
    await his.page.getByText('Цена на насос').first().waitFor()

    const { page } = await stage.signedIn(seller)
    await page.goto(`/deals/${deal.id}`)
    await page.getByRole('button', { name: 'Написать по шаблону' }).click()
    const panel = page.getByRole('dialog', { name: 'Написать по шаблону' })
    await panel.getByRole('combobox', { name: 'Шаблон' }).click()
    await page.getByRole('option', { name: /Цена на насос/ }).click()
    const text = panel.getByLabel('Текст')
    await panel.getByText('olga@letter.example').waitFor()
    const written = await text.inputValue()
    if (!/^Здравствуйте, Ольга Читателева! Насос по письму — 250\s000[\s\S]*Анна Быстрова$/.test(written))
      throw new Error(`written: ${written}`)
    await text.fill(`${written}\nЖду ответа.`)
    const address = (await panel.getByRole('link', { name: 'Открыть письмо' }).getAttribute('href')) ?? ''
    const letter = new URL(address)
    if (letter.pathname !== 'olga@letter.example') throw new Error(`to: ${letter.pathname}`)
    if (letter.searchParams.get('subject') !== 'Предложение: Насос по письму') throw new Error(address)
    if (!letter.searchParams.get('body')?.endsWith('Жду ответа.')) throw new Error(address)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await panel.getByRole('button', { name: 'Скопировать' }).click()
    await page.getByText('Записано в активности').waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    if (!copied.endsWith('Жду ответа.')) throw new Error(`copied: ${copied}`)
    const { rows } = await stage.ask<{ rows: { kind: string; result: string }[] }>(
      'GET',
      `/activities?dealId=${deal.id}`,
      undefined,
      seller,
    )
    if (rows.length !== 1 || rows[0]?.kind !== 'email' || rows[0].result !== 'Цена на насос')
      throw new Error(`in the history: ${JSON.stringify(rows)}`)
  },
}
