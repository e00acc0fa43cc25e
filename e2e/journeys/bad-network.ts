import type { Page } from 'playwright-core'
import type { Journey } from '../journey.ts'
import { eventually } from '../eventually.ts'

const HOUR_MS = 3_600_000

interface Rows<Row> {
  rows: Row[]
}

export const badNetwork: Journey = {
  name: 'what is typed where the network fails is not lost: half a form outlives a reload, the rest goes by itself',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller', { fullName: 'Нина Дорожная' })
    const ask = <T>(path: string, data: object) => stage.ask<T>('POST', path, data, seller)
    const read = <T>(path: string) => stage.ask<T>('GET', path, undefined, seller)
    const company = await ask<{ id: string }>('/companies', { name: 'ООО «Дальний»' })
    const deal = await ask<{ id: string }>('/deals', { title: 'Насос в пути', companyId: company.id })
    const call = await ask<{ id: string }>('/activities/plan', {
      kind: 'call',
      dealId: deal.id,
      title: 'Узнать решение',
      startsAt: new Date(Date.now() + HOUR_MS / 60).toISOString(),
    })
    const task = await ask<{ id: string }>('/tasks', { title: 'Отправить смету' })

    const visitor = await stage.signedIn(seller, { serviceWorkers: 'allow' })
    const { page } = visitor
    const waiting = (count: number) => page.getByRole('status').getByText(`Ждёт сети: ${count}`).waitFor()
    // Each page is seen once with the network, as on an ordinary day; from the second visit on the service worker keeps the build.
    await page.goto('/my-day')
    await page.getByText('Отправить смету').waitFor()
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
    for (const path of ['/leads', '/tasks', `/deals/${deal.id}`, '/my-day']) {
      await page.goto(path)
      await visitor.atRest()
      await kept(page)
    }
    await page.getByText('Отправить смету').waitFor()

    // The evening: half of it is decided, then the page is gone and comes back without a network.
    await page.getByRole('button', { name: /^Закрыть день: осталось 2/ }).click()
    const evening = page.getByRole('dialog', { name: 'Закрыть день' })
    await evening.getByRole('radiogroup', { name: 'Отправить смету' }).getByText('Сделано').click()
    await evening
      .getByRole('textbox', { name: /Результат|Итог/ })
      .last()
      .fill('Смета у клиента')
    await visitor.offline(true)
    await page.reload()
    await evening.getByRole('button', { name: 'Не успел' }).click()
    await evening.getByRole('button', { name: /^Закрыть день: перенести 1, сделано 1/ }).click()
    await page.getByText('Сохранено на этом устройстве').first().waitFor()
    await waiting(1)

    // A lead is begun, the page is gone, the lead is there and is finished.
    await page.goto('/leads?new=1')
    const form = page.getByRole('dialog', { name: 'Новый лид' })
    await form.getByLabel('Имя').fill('Павел Попутчик')
    await page.reload()
    await form.getByLabel('Телефон').fill('+7 916 700-00-01')
    await form.getByRole('button', { name: 'Завести лид' }).click()
    await waiting(2)

    // A task of one line; half a line outlives a reload.
    await page.goto('/tasks')
    const line = page.getByLabel('Новая задача').first()
    await line.fill('Позвонить Павлу')
    await page.reload()
    await line.press('End')
    await line.pressSequentially(' завтра')
    await page.getByRole('button', { name: 'Создать' }).first().click()
    await waiting(3)

    // A name is changed in its place.
    await page.goto(`/deals/${deal.id}`)
    await page.getByRole('button', { name: 'Изменить: Название' }).click()
    await page.getByRole('textbox', { name: 'Название' }).fill('Насос доехал')
    await page.keyboard.press('Enter')
    await waiting(4)
    await page.getByText('Насос доехал').first().waitFor()

    await visitor.offline(false)
    await page.getByText('Ждёт сети').waitFor({ state: 'hidden' })
    const moved = await read<{ occurredAt: string; moves: number }>(`/activities/${call.id}`)
    if (Date.parse(moved.occurredAt) < Date.now() + HOUR_MS) throw new Error('the call was not moved')
    const closed = await read<{ state: string; result: string }>(`/tasks/${task.id}`)
    if (closed.state !== 'done' || closed.result !== 'Смета у клиента') throw new Error('the task was not closed')
    const leads = await read<Rows<{ name: string | null }>>('/leads')
    if (!JSON.stringify(leads).includes('Павел Попутчик')) throw new Error('the lead did not come')
    const tasks = await read<Rows<{ title: string }>>('/tasks?view=all')
    if (!JSON.stringify(tasks).includes('Позвонить Павлу')) throw new Error('the task did not come')
    const { title } = await read<{ title: string }>(`/deals/${deal.id}`)
    if (title !== 'Насос доехал') throw new Error(`the deal is called ${title}`)
  },
}

export const contactsPutOff: Journey = {
  name: 'without a network contacts are moved and called off, a client is edited in the list; all of it waits, a conflict is shown',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller', { fullName: 'Пётр Выездной' })
    const ask = <T>(path: string, data: object) => stage.ask<T>('POST', path, data, seller)
    const read = <T>(path: string) => stage.ask<T>('GET', path, undefined, seller)
    const company = await ask<{ id: string }>('/companies', { name: 'АО «Абакан»', region: 'Алтай' })
    const plan = (title: string) =>
      ask<{ id: string; version: number }>('/activities/plan', {
        kind: 'call',
        companyId: company.id,
        title,
        startsAt: new Date(Date.now() + HOUR_MS / 60).toISOString(),
      })
    const moved = await plan('Первый звонок')
    const cancelled = await plan('Второй звонок')
    const other = await plan('Третий звонок')
    const visitor = await stage.signedIn(seller, { serviceWorkers: 'allow' })
    const { page } = visitor
    const waiting = (count: number) => page.getByRole('status').getByText(`Ждёт сети: ${count}`).waitFor()
    await page.goto('/my-day')
    await page.getByText('Третий звонок').waitFor()
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
    for (const path of ['/clients', '/my-day']) {
      await page.goto(path)
      await visitor.atRest()
      await kept(page)
    }
    const panel = page.getByRole('dialog')
    const putOff = async (id: string, reason: string) => {
      await page.goto(`/my-day?open=${id}`)
      await panel.getByRole('button', { name: 'Перенести', exact: true }).first().click()
      await panel.getByText(reason).click()
      await panel.getByRole('button', { name: 'Перенести', exact: true }).click()
    }

    await visitor.offline(true)
    await putOff(moved.id, 'Клиент попросил')
    await page.getByText('Сохранено на этом устройстве').first().waitFor()
    await waiting(1)
    await page.goto(`/my-day?open=${cancelled.id}`)
    await panel.getByRole('button', { name: 'Отменить' }).click()
    await panel.getByText('Уже неактуально').click()
    await panel.getByRole('button', { name: 'Отменить', exact: true }).click()
    await waiting(2)
    // A region is changed in its cell by the keyboard alone, in the first row of the company's clients.
    await page.goto('/clients')
    await page.getByText('АО «Абакан»').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('e')
    for (const name of ['Название', 'ИНН', 'Отрасль'])
      await page.getByRole('textbox', { name, exact: true }).press('Tab')
    await page.getByRole('textbox', { name: 'Регион', exact: true }).fill('Тува')
    await page.getByRole('textbox', { name: 'Регион', exact: true }).press('Enter')
    await waiting(3)
    await page.getByRole('cell', { name: 'Тува' }).waitFor()
    await page.reload()
    await waiting(3)
    await visitor.offline(false)
    await page.getByText('Ждёт сети').waitFor({ state: 'hidden' })
    await eventually(
      () => read<{ shifts: number }>(`/activities/${moved.id}`),
      ({ shifts }) => shifts === 1,
      'the first call was not moved',
    )
    await eventually(
      () => read<{ state: string; cancelReason: string }>(`/activities/${cancelled.id}`),
      ({ state, cancelReason }) => state === 'cancelled' && cancelReason === 'Уже неактуально',
      'the second call was not called off',
    )
    await eventually(
      () => read<{ region: string }>(`/companies/${company.id}`),
      ({ region }) => region === 'Тува',
      'the region is as it was',
    )

    // Somebody else was first: nothing is overwritten, and it is said.
    await page.goto('/my-day')
    await page.getByText('Третий звонок').waitFor()
    await visitor.atRest()
    await kept(page)
    await visitor.offline(true)
    await putOff(other.id, 'Не успел')
    await waiting(1)
    await ask(`/activities/${other.id}/move`, {
      version: other.version,
      startsAt: new Date(Date.now() + 48 * HOUR_MS).toISOString(),
    })
    visitor.expects(/^409 POST \/api\/activities\/[\w-]+\/move$/)
    await visitor.offline(false)
    await page.getByRole('status').getByText('Не принято: 1').click()
    await page.getByRole('link', { name: 'Открыть' }).click()
    await panel.getByText('Третий звонок').waitFor()
    await page.keyboard.press('Escape')
    await panel.getByText('Третий звонок').waitFor({ state: 'hidden' })
    await page.getByRole('status').getByText('Не принято: 1').click()
    await page.getByRole('button', { name: 'Убрать' }).click()
    await page.getByText('Не принято').waitFor({ state: 'hidden' })
  },
}

/** What was seen is kept a moment later: waits until it stands in the browser, written since this page was opened. */
async function kept(page: Page): Promise<void> {
  await page.waitForTimeout(2_000)
  await page.waitForFunction(async () => {
    const there = await indexedDB.databases()
    if (!there.some(({ name }) => name === 'mostik-memory')) return false
    return new Promise<boolean>((resolve) => {
      const opened = indexedDB.open('mostik-memory')
      opened.addEventListener('success', () => {
        const asked = opened.result.transaction('answers').objectStore('answers').get('last')
        asked.addEventListener('success', () => {
          opened.result.close()
          resolve(((asked.result as { at: number } | undefined) ?? { at: 0 }).at > performance.timeOrigin)
        })
      })
    })
  })
}
