import type { Journey } from '../journey.ts'

export const twoCardsOfOneClient: Journey = {
  name: 'a client typed in twice is noticed, merged and taken apart again; a person is erased on request',
  company: 'own',
  async walk(stage) {
    const { page } = await stage.signedIn(await stage.owner())
    await page.goto('/clients?new=1')
    await page.getByRole('textbox', { name: 'Название' }).fill('ООО «Северный кабель»')
    await page.getByRole('textbox', { name: 'ИНН' }).fill('7707083893')
    await page.getByRole('button', { name: 'Создать' }).click()
    await page.getByRole('heading', { level: 1, name: 'ООО «Северный кабель»' }).waitFor()

    // A field is changed where it stands, and the timeline says so.
    await page.getByRole('button', { name: 'Изменить: Регион' }).click()
    await page.getByRole('combobox', { name: 'Регион' }).fill('Пермский край')
    await page.keyboard.press('Enter')
    await page.getByText('Изменено').waitFor()

    // The second card is typed in all the same.
    await page.goto('/clients?new=1')
    await page.getByRole('textbox', { name: 'Название' }).fill('Северный кабель')
    const hint = page.getByRole('complementary', { name: 'Похоже, уже есть' })
    await hint.getByText('похожее название').waitFor()
    await page.getByRole('textbox', { name: 'Телефон' }).fill('8 (342) 200-30-40')
    await page.getByRole('button', { name: 'Всё равно создать' }).click()
    await page.getByRole('heading', { level: 1, name: 'Северный кабель', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Добавить контакт' }).click()
    await page.getByRole('textbox', { name: 'Имя и фамилия' }).fill('Кира Полозова')
    await page.getByRole('textbox', { name: 'Телефон' }).fill('+7 916 555-44-33')
    await page.getByRole('button', { name: 'Создать' }).click()
    await page.getByRole('link', { name: 'Кира Полозова' }).waitFor()

    // One of two: the first card stays.
    await page.getByRole('button', { name: 'Ещё', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Объединить с другой…' }).click()
    const panel = page.getByRole('dialog', { name: 'Объединение' })
    await panel.getByRole('combobox', { name: 'С кем объединить' }).fill('северный')
    await page.getByRole('option', { name: 'ООО «Северный кабель»' }).click()
    await panel.getByRole('button', { name: 'Поменять местами' }).click()
    await panel.getByText('контакты 1').waitFor()
    await panel.getByRole('button', { name: 'Объединить', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'ООО «Северный кабель»' }).waitFor()
    await page.getByText('8 (342) 200-30-40').first().waitFor()
    await page.getByText('Объединено с').waitFor()

    // Taken back from the list of merges.
    await page.goto('/clients/duplicates?view=merges')
    await page.getByRole('button', { name: 'Отменить', exact: true }).click()
    const question = page.getByRole('dialog', { name: 'Отменить объединение?' })
    await question.getByText('контакты 1').waitFor()
    await question.getByRole('button', { name: 'Отменить', exact: true }).click()
    await page.getByText('Объединение отменено').waitFor()
    await page.goto('/clients')
    await page.getByText('Северный кабель', { exact: true }).waitFor()

    // The person asks to be forgotten.
    await page.goto('/settings/personal-data')
    await page.getByRole('searchbox').last().fill('8 916 555 44 33')
    await page.getByRole('button', { name: /Кира Полозова/ }).click()
    await page.getByRole('button', { name: 'Удалить данные' }).click()
    const warning = page.getByRole('dialog', { name: 'Удалить данные: Кира Полозова?' })
    await warning.getByLabel('Основание').fill('письмо от 20.11')
    await warning.getByRole('button', { name: 'Удалить данные' }).click()
    await page.getByText('Данные удалены', { exact: true }).waitFor()
    await page.goto('/clients?kind=contact')
    await page.getByText('Удалено по запросу').waitFor()
  },
}
