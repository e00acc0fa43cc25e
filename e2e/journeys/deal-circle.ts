import type { Journey } from '../journey.ts'

export const dealCircle: Journey = {
  name: 'contacts with roles, a split credit, a copy; a deal thrown away comes back',
  company: 'own',
  async walk(stage) {
    const helper = await stage.person('seller', { fullName: 'Пётр Помощников' })
    const company = await stage.ask<{ id: string }>('POST', '/companies', { name: 'Завод «Компас»' })
    const { id } = await stage.ask<{ id: string }>('POST', '/deals', {
      title: 'Шкаф управления',
      companyId: company.id,
    })
    const { page } = await stage.signedIn(await stage.owner())
    await page.goto(`/deals/${id}`)

    const contacts = page.getByRole('region', { name: 'Контакты' })
    await contacts.getByRole('button', { name: 'Добавить контакт' }).click()
    await page.getByRole('combobox', { name: 'Добавить контакт' }).fill('Мария Технолог')
    await page.getByRole('option', { name: 'Завести контакт «Мария Технолог»' }).click()
    await contacts.getByText('Мария Технолог').waitFor()
    await contacts.getByRole('combobox', { name: 'Роль: Мария Технолог' }).click()
    await page.getByRole('option', { name: 'ЛПР' }).click()
    await contacts.getByLabel('основной контакт').waitFor()

    const team = page.getByRole('region', { name: 'Команда и доли' })
    await team.getByRole('button', { name: 'Разделить заслугу' }).click()
    const dialog = page.getByRole('dialog', { name: 'Команда сделки и доли заслуги' })
    await dialog.getByRole('combobox', { name: 'Добавить человека' }).click()
    await page.getByRole('option', { name: helper.fullName }).click()
    await dialog.getByText('В сумме 100 %').waitFor()
    await dialog.getByLabel(`Доля: ${helper.fullName}`).fill('30')
    await dialog.getByText('В сумме 80 %').waitFor()
    await dialog.getByRole('button', { name: 'Поровну' }).click()
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    await team.getByText(helper.fullName).waitFor()
    await team.getByText('50').first().waitFor()

    await page.getByRole('button', { name: 'Другие действия' }).click()
    await page.getByRole('menuitem', { name: 'Создать копию' }).click()
    await page.getByRole('heading', { name: 'Шкаф управления (копия)' }).waitFor()
    await page.getByRole('region', { name: 'Контакты' }).getByText('Мария Технолог').waitFor()

    await page.getByRole('button', { name: 'Другие действия' }).click()
    await page.getByRole('menuitem', { name: 'В корзину' }).click()
    await page.getByText('В корзине: Шкаф управления (копия)').first().waitFor()
    await page.goto('/deals/trash')
    await page
      .getByRole('row', { name: /Шкаф управления \(копия\)/ })
      .getByRole('checkbox')
      .check()
    await page.getByRole('button', { name: 'Вернуть', exact: true }).click()
    await page.getByText('Корзина пуста').waitFor()
    await page.goto('/deals')
    await page.getByText('Шкаф управления (копия)').first().waitFor()
  },
}
