import type { Page } from 'playwright-core'
import type { Journey } from '../journey.ts'
import { typeWhereCursorIs } from '../typing.ts'
import { PHONE } from '../visitor.ts'

interface Planned {
  id: string
  occurredAt: string
}

const HOUR_MS = 3_600_000

/** Counts touches of the screen from now on. */
async function touchesOf(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counter = globalThis as unknown as { touches: number }
    counter.touches = 0
    window.addEventListener('pointerdown', () => (counter.touches += 1), { capture: true })
  })
  return () => page.evaluate(() => (globalThis as unknown as { touches: number }).touches)
}

export const dayOfSeller: Journey = {
  name: 'on a phone a report takes two touches and a text, and the evening closes the day in one go',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller')
    const ask = <T>(path: string, data: object) => stage.ask<T>('POST', path, data, seller)
    const company = await ask<{ id: string }>('/companies', { name: 'ООО «Полимер»' })
    const deal = await ask<{ id: string }>('/deals', { title: 'Насосная станция', companyId: company.id })
    const at = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString()
    const plan = (title: string, hours: number) =>
      ask<Planned>('/activities/plan', { kind: 'call', dealId: deal.id, title, startsAt: at(hours) })
    await plan('Уточнить решение', 0.1)
    await plan('Согласовать дату', 0.2)

    const { page } = await stage.signedIn(seller, PHONE)
    await page.goto('/my-day')
    const lines = page.getByRole('list', { name: 'Сегодня' }).getByRole('listitem')
    await lines.nth(1).waitFor()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (wide > 0) throw new Error(`my day is ${wide} px too wide`)

    const touches = await touchesOf(page)
    await lines.first().getByRole('button', { name: /^Итог/ }).tap()
    await typeWhereCursorIs(page, 'Решают в среду, просили скидку')
    await page.getByRole('button', { name: /^Думает/ }).tap()
    await page.getByText(/Итог записан\. Звонок:/).waitFor()
    const taken = await touches()
    if (taken !== 2) throw new Error(`a report took ${taken} touches`)
    await page.getByRole('button', { name: 'Показать' }).tap()
    await page
      .getByText(/Думает/)
      .first()
      .waitFor()

    await page.getByRole('button', { name: /^Закрыть день: осталось 1/ }).tap()
    await page.getByRole('button', { name: 'Закрыть день: перенести 1' }).tap()
    await page.getByText('Укажите причину').waitFor()
    await page.getByRole('button', { name: 'Не успел' }).tap()
    await page.getByRole('button', { name: 'Закрыть день: перенести 1' }).tap()
    await page.getByText('День закрыт: перенесено 1').waitFor()
    await page.getByText('Всё на сегодня сделано').waitFor()
  },
}
