import type { Journey } from '../journey.ts'

export const live: Journey = {
  name: 'what a colleague changes appears without a reload, and what is half typed stays',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller')
    const his = { title: 'Градирня', amountMinor: 3_000_000 }
    const deal = await stage.ask<{ id: string; version: number }>('POST', '/deals', his, seller)
    const { pipelines } = await stage.ask<{ pipelines: { stages: { id: string }[] }[] }>('GET', '/deals/reference')
    const owner = await stage.signedIn(await stage.owner())
    await owner.page.goto('/deals/board')
    const stageAt = (place: number) => owner.page.locator('[data-stage]').nth(place)
    await stageAt(0)
      .getByRole('link', { name: /Градирня/ })
      .waitFor()

    await stage.ask('POST', `/deals/${deal.id}/move`, { stageId: pipelines[0]?.stages[1]?.id }, seller)
    await stageAt(1)
      .getByRole('link', { name: /Градирня/ })
      .click()
    const card = owner.page.getByRole('dialog')
    await card.getByRole('button', { name: 'Изменить: Название' }).click()
    await card.getByRole('textbox', { name: 'Название' }).fill('Градирня для ТЭЦ-')
    const { version } = await stage.ask<{ version: number }>('GET', `/deals/${deal.id}`)
    await stage.ask('PATCH', `/deals/${deal.id}`, { version, changes: { amountMinor: 4_400_000 } }, seller)
    await card.getByText('44 000').first().waitFor()
    if ((await card.getByRole('textbox', { name: 'Название' }).inputValue()) !== 'Градирня для ТЭЦ-')
      throw new Error('what was typed is lost')
  },
}

export const bell: Journey = {
  name: 'a task from the boss rings, its notice opens and is read in both tabs',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller')
    const visitor = await stage.signedIn(seller)
    await visitor.page.goto('/deals')
    const second = await visitor.context.newPage()
    await second.goto('/deals')
    for (const page of [visitor.page, second]) await page.getByRole('button', { name: 'Уведомления' }).waitFor()
    const task = { title: 'Позвонить в «Водоканал»', ownerId: seller.id, dueOn: '2099-01-11' }
    await stage.ask('POST', '/tasks', task)
    for (const page of [visitor.page, second])
      await page.getByRole('button', { name: 'Уведомления: 1 непрочитанное' }).waitFor()
    await visitor.page.getByRole('button', { name: 'Уведомления: 1 непрочитанное' }).click()
    await visitor.page.getByRole('link', { name: /Позвонить в «Водоканал»/ }).click()
    for (const page of [visitor.page, second])
      await page.getByRole('button', { name: 'Уведомления', exact: true }).waitFor()
  },
}
