import type { Journey } from '../journey.ts'

export const ownFields: Journey = {
  name: 'a company adds a field of its own: a stage asks for it, the card shows it, its kind is changed without loss',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller')
    const { page } = await stage.signedIn(await stage.owner())
    await page.goto('/settings/fields')
    await page.getByRole('button', { name: 'Добавить поле' }).first().click()
    const panel = page.getByRole('dialog', { name: 'Новое поле' })
    await panel.getByLabel('Название').fill('Назначение')
    await panel.getByLabel('Что хранит').click()
    await page.getByRole('option', { name: 'Выбор из списка' }).click()
    await panel.getByRole('button', { name: 'Добавить вариант' }).click()
    await panel.getByLabel('Вариант 1').fill('Котельная')
    await page.keyboard.press('Enter')
    await panel.getByLabel('Вариант 2').fill('Водоснабжение')
    await panel.getByLabel('Встреча').check()
    await panel.getByRole('button', { name: 'Добавить', exact: true }).click()
    await page.getByRole('button', { name: /Назначение Выбор из списка/ }).waitFor()

    // The seller's deal does not enter the stage without it, and is asked for exactly that.
    const { id } = await stage.ask<{ id: string }>('POST', '/deals', { title: 'Насосная станция' }, seller)
    const his = await stage.signedIn(seller)
    his.expects(/^409 POST \/api\/deals\/[^/]+\/move$/)
    await his.page.goto(`/deals/${id}`)
    await his.page.getByRole('button', { name: 'Перенести', exact: true }).click()
    await his.page.getByRole('menuitem', { name: 'Встреча' }).click()
    const question = his.page.getByRole('dialog', { name: 'Чтобы перейти на «Встреча»' })
    await question.getByRole('button', { name: 'Заполнить и перенести' }).click()
    await question.getByText('Заполните поле').waitFor()
    await question.getByLabel('Назначение').click()
    await his.page.getByRole('option', { name: 'Котельная' }).click()
    await question.getByRole('button', { name: 'Заполнить и перенести' }).click()
    await his.page.getByRole('button', { name: 'Встреча' }).and(his.page.locator('[aria-current=step]')).waitFor()
    await his.page.getByRole('button', { name: 'Изменить: Назначение' }).getByText('Котельная').waitFor()

    await his.page.getByRole('tab', { name: 'История' }).click()
    await his.page.getByText('Назначение', { exact: true }).last().waitFor()

    // Its kind is changed: first one sees what becomes of the values.
    await page.reload()
    await page.getByRole('button', { name: /Назначение Выбор из списка/ }).click()
    await page.getByRole('button', { name: 'Сменить тип' }).click()
    const change = page.getByRole('dialog', { name: 'Что хранит поле «Назначение»' })
    await change.getByLabel('Что хранит').click()
    await page.getByRole('option', { name: 'Число' }).click()
    await change.getByText('Не подойдёт: 1.').waitFor()
    await change.getByLabel('Что хранит').click()
    await page.getByRole('option', { name: 'Текст' }).click()
    await change.getByText('Переведётся: 1.').waitFor()
    await change.getByRole('button', { name: 'Сменить тип' }).click()
    await page.getByRole('button', { name: /Назначение Текст/ }).waitFor()
    await his.page.reload()
    await his.page.getByRole('button', { name: 'Изменить: Назначение' }).getByText('Котельная').waitFor()

    await page.getByRole('button', { name: 'В архив: Назначение' }).click()
    await page.getByText('Поле «Назначение» в архиве').first().waitFor()
  },
}
