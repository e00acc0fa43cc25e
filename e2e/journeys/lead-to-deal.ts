import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { request } from 'playwright-core'
import type { Journey } from '../journey.ts'

export const leadToDeal: Journey = {
  name: 'a lead of the web form reaches a seller with its clock, is taken, contacted and becomes a deal; the head sees how fast',
  company: 'own',
  async walk(stage) {
    const head = await stage.person('head', { fullName: 'Роман Ильин' })
    const seller = await stage.person('seller', { fullName: 'Анна Быстрова', managerId: head.id })
    const owner = await stage.signedIn(await stage.owner())

    // The owner makes a form and says who gets leads.
    await owner.page.goto('/settings/lead-forms')
    await owner.page.getByRole('button', { name: 'Новая форма' }).first().click()
    await owner.page.getByLabel('Название').fill('Главная страница')
    await owner.page.getByRole('button', { name: 'Сохранить' }).click()
    const code = (await owner.page.getByLabel('Код для сайта').textContent()) ?? ''
    const action = /action="([^"]+)"/.exec(code)?.[1]
    if (!action) throw new Error('no code to copy')
    const settings = await stage.ask<object>('GET', '/lead-settings')
    await stage.ask('PUT', '/lead-settings', { ...settings, method: 'round_robin', personIds: [seller.id] })

    // A stranger fills it in on a page of another site; a program sends the same once more.
    const client = await stage.stranger()
    const site = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(`<!doctype html><link rel="icon" href="data:,"><title>Насосы</title>${code}`)
    }).listen(0, '127.0.0.1')
    await once(site, 'listening')
    await client.page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/?utm_source=yandex`)
    await client.page.getByLabel('Имя').fill('Пётр Клиентов')
    await client.page.getByLabel('Телефон').fill('8 (916) 123-45-67')
    await client.page.getByLabel('Сообщение').fill('Нужен насос')
    await client.page.getByLabel('Согласен').check()
    // Whoever is faster than three seconds is taken for a program.
    await client.page.waitForTimeout(3_500)
    await client.page.getByRole('button', { name: 'Отправить' }).click()
    await client.page.getByText('Спасибо! Мы скоро свяжемся с вами.').waitFor()
    site.close()
    const form = { name: 'Пётр Клиентов', phone: '+7 916 123 45 67', text: 'Нужен насос', consent: 'yes' }
    const program = await request.newContext({ extraHTTPHeaders: { accept: 'application/json' } })
    const again = await program.post(action, { form })
    if (!again.ok()) throw new Error(`the form was refused: ${await again.text()}`)
    await program.dispose()

    const { page } = await stage.signedIn(seller)
    await page.goto('/leads')
    const rows = page.getByRole('region', { name: 'Лиды' }).locator('tbody tr')
    await rows.first().getByText('Пётр Клиентов').waitFor()
    if ((await rows.count()) !== 1) throw new Error('a form sent twice made two leads')
    await rows.first().getByText('Пётр Клиентов').click()
    const panel = page.getByRole('dialog', { name: 'Пётр Клиентов' })
    await panel.getByText('Нужен насос').first().waitFor()
    await panel.getByRole('button', { name: 'Принять' }).waitFor()
    await page.keyboard.press('a')
    await panel.getByText('В работе', { exact: true }).waitFor()
    await panel.getByRole('button', { name: 'Связался' }).click()
    const contact = page.getByRole('dialog', { name: 'Как связались?' })
    await contact.getByLabel('Что решили').fill('Ждёт расчёт')
    await contact.getByRole('button', { name: 'Записать' }).click()
    await panel.getByText('Ждёт расчёт').waitFor()

    await panel.getByRole('button', { name: 'В сделку' }).click()
    const deal = page.getByRole('dialog', { name: 'Сделка из лида' })
    await deal.getByLabel('Название сделки').fill('Насос для Клиентова')
    await deal.getByRole('button', { name: 'Создать сделку' }).click()
    await page.waitForURL('**/deals/*')
    await page.getByRole('button', { name: 'Изменить: Название' }).getByText('Насос для Клиентова').waitFor()

    const boss = await stage.signedIn(head)
    await boss.page.goto('/leads/figures')
    await boss.page.getByRole('region', { name: 'По сотрудникам' }).getByText('Анна Быстрова').waitFor()
  },
}

export const leadGivenBack: Journey = {
  name: 'two sellers take one lead at once and the second is told; a lead given back goes to the next with its reason',
  company: 'own',
  async walk(stage) {
    const head = await stage.person('head', { fullName: 'Ольга Вторая' })
    const first = await stage.person('seller', { fullName: 'Борис Первый', managerId: head.id })
    const second = await stage.person('seller', { fullName: 'Вера Вторая', managerId: head.id })
    const settings = await stage.ask<object>('GET', '/lead-settings')
    await stage.ask('PUT', '/lead-settings', { ...settings, method: 'round_robin', personIds: [first.id, second.id] })
    const add = (name: string, ownerId?: null) =>
      stage.ask<{ id: string }>('POST', '/leads', { name, ...(ownerId === null && { ownerId }) })
    const { id } = await add('Общий лид', null)

    const open = async (person: typeof first) => {
      const visitor = await stage.signedIn(person)
      await visitor.page.goto(`/leads?view=unassigned&lead=${id}`)
      await visitor.page.getByRole('button', { name: 'Принять' }).waitFor()
      return visitor
    }
    const [one, two] = [await open(first), await open(second)]
    two.expects(/^40[49] (?:POST|GET) \/api\/leads\//)
    await one.page.getByRole('button', { name: 'Принять' }).click()
    await one.page.getByRole('dialog').getByText('В работе', { exact: true }).waitFor()
    // The list of the second has heard of it already, or he is told when he tries.
    const button = two.page.getByRole('button', { name: 'Принять' })
    if (await button.isVisible()) await button.click({ timeout: 2_000 }).catch(() => {})
    await two.page
      .getByText(/взял в работу другой сотрудник|Лид не найден/)
      .first()
      .waitFor()

    const given = await stage.ask<{ id: string; owner: { id: string } }>('POST', '/leads', { name: 'Не мой лид' })
    const [has, gets] = given.owner.id === first.id ? [one, second] : [two, first]
    await has.page.goto(`/leads?lead=${given.id}`)
    await has.page.getByRole('button', { name: 'Вернуть', exact: true }).click()
    const why = has.page.getByRole('dialog', { name: 'Почему возвращаете лид?' })
    await why.getByRole('combobox', { name: 'Причина' }).click()
    await has.page.getByRole('option').first().click()
    has.expects(/^404 GET \/api\/leads\//)
    await why.getByRole('button', { name: 'Вернуть' }).click()
    await has.page.getByText(`Лид передан: ${gets.fullName}`).waitFor()
  },
}
