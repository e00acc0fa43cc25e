import type { Journey } from '../journey.ts'
import { typeWhereCursorIs } from '../typing.ts'

export const tasks: Journey = {
  name: 'a task is written in one line; closing the step of a deal asks for the result and the next step in one dialog',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller')
    const { id } = await stage.ask<{ id: string }>('POST', '/deals', { title: 'Насос для котельной' }, seller)
    const visitor = await stage.signedIn(seller)
    const { page } = visitor

    await page.goto('/tasks')
    await page.getByRole('heading', { name: 'Задачи' }).waitFor()
    await page.getByPlaceholder('Позвонить Иванову завтра 15:00').waitFor()
    await page.keyboard.press('n')
    await typeWhereCursorIs(page, 'Позвонить Иванову завтра 15:00')
    await page.keyboard.press('Enter')
    await page.getByText('Задача создана: завтра, 15:00').waitFor()
    await page.getByRole('button', { name: /^7 дней/ }).click()
    await page.getByRole('row', { name: /Позвонить Иванову.*завтра, 15:00/ }).waitFor()

    await page.goto(`/deals/${id}`)
    await page.getByText('Следующего шага нет').locator('..').getByRole('button', { name: 'Запланировать' }).click()
    await typeWhereCursorIs(page, 'Отправить КП завтра в 12:00')
    await page.keyboard.press('Enter')
    const step = page.getByText('Следующий шаг:').locator('..')
    await step.getByText('Отправить КП').waitFor()
    await step.getByRole('button', { name: 'Закрыть' }).click()
    const dialog = page.getByRole('dialog', { name: 'Чем закончилось?' })
    await dialog.getByRole('button', { name: 'Закрыть задачу' }).click()
    await dialog.getByText('Напишите результат').waitFor()
    await dialog.getByLabel('Результат').fill('Получили, обсуждают')
    await dialog.getByLabel('Следующий шаг').fill('Узнать решение через неделю')
    await dialog.getByRole('button', { name: 'Закрыть задачу' }).click()
    await step.getByText('Узнать решение').waitFor()
    await page.getByRole('tab', { name: 'Задачи' }).click()
    await page.getByRole('list', { name: 'Закрытые' }).getByText('Получили, обсуждают').waitFor()

    await page.getByRole('list', { name: 'В работе' }).getByText('Узнать решение').click()
    const panel = page.getByRole('dialog', { name: 'Задача' })
    const putOff = async (to: string) => {
      await panel.getByLabel('Срок').fill(to)
      await panel.getByLabel('Срок').blur()
    }
    // A task made a moment ago: the first change is a slip of the hand, the second one is putting off.
    await putOff('2099-12-30')
    await panel.getByText('Изменена').waitFor()
    visitor.expects(/^400 PATCH \/api\/tasks\//)
    await putOff('2099-12-31')
    const reason = page.getByRole('dialog', { name: 'Почему переносите?' })
    await reason.getByLabel('Причина переноса').fill('Клиент в отпуске')
    await reason.getByRole('button', { name: 'Перенести', exact: true }).click()
    await page.getByText('Перенос срока').waitFor()
    await page.getByText('Клиент в отпуске').waitFor()
  },
}
