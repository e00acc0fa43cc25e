import type { Journey } from '../journey.ts'

export const deviation: Journey = {
  name: 'a director takes a deviation from its drivers to an action and a verdict, and puts off what is no matter of today',
  company: 'demo',
  async walk(stage) {
    const director = await stage.colleague('director')
    const visitor = await stage.signedIn(director)
    const { page } = visitor
    visitor.expects(/^400 POST \/api\/cases/)
    await page.goto('/cases')
    await page
      .getByRole('row', { name: /Нужно решение/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'Из чего сложился недобор' }).waitFor()
    await visitor.atRest()

    const answer = page.getByRole('textbox', { name: 'Что вы видите? Напишите до разговора.' })
    await answer.fill('Посмотрим вместе в понедельник')
    await page.getByRole('button', { name: 'Ответить' }).click()
    await page.getByText('Посмотрим вместе в понедельник').waitFor()

    await page.locator('ol button').first().click()
    await page.getByLabel('Что за этой цифрой на самом деле').fill('Крупные счета ждут оплаты')
    await page.getByRole('button', { name: 'Сохранить причину' }).click()
    await page.getByText('Причина сохранена').waitFor()

    await page.getByRole('button', { name: 'Решить, что делать' }).click()
    const panel = page.getByRole('dialog', { name: 'Решить, что делать' })
    await panel.getByRole('group').getByRole('button').first().click()
    await panel.getByRole('button', { name: 'Начать действие' }).click()
    await page.getByText('Действие записано').waitFor()
    await visitor.atRest()

    // A verdict that nothing stands on is asked for its reason.
    await page.getByRole('button', { name: 'Подвести итог' }).click()
    const end = page.getByRole('dialog', { name: 'Подвести итог' })
    await end.getByRole('radio', { name: 'Не помогло' }).check()
    await end.getByRole('button', { name: 'Закрыть с итогом' }).click()
    await end.getByText(/напишите, на чём он основан/).waitFor()
    await end.getByLabel('На чём основан итог').fill('Оплаты перенесли на следующий месяц')
    await end.getByRole('button', { name: 'Закрыть с итогом' }).click()
    await page.getByText('Отклонение закрыто', { exact: true }).waitFor()
    await end.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Вернуть в работу' }).click()
    const again = page.getByRole('dialog', { name: 'Вернуть в работу' })
    await again.getByLabel('Почему').fill('Оплата всё-таки пришла')
    await again.getByRole('button', { name: 'Вернуть в работу' }).click()
    await page.getByText('Отклонение снова в работе').waitFor()

    await page.goto('/')
    await page.getByRole('list', { name: 'Требует внимания' }).waitFor()
    await visitor.atRest()
    await page
      .getByRole('button', { name: /^Отложить: / })
      .first()
      .click()
    await page.getByRole('menuitem', { name: 'На неделю' }).click()
    await page.getByRole('button', { name: 'Отложено: 1' }).click()
    await page
      .getByText(/отложено ·/)
      .first()
      .waitFor()
  },
}
