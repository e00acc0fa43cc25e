import type { Journey } from '../journey.ts'
import { OWNER } from '../stage.ts'

export const firstVisit: Journey = {
  name: 'the first visit makes the company and its owner',
  company: 'own',
  async walk(stage) {
    const { page } = await stage.stranger()
    await page.goto('/')
    await page.getByRole('button', { name: 'Создать компанию' }).click()
    await page.getByLabel('Название компании').fill('Северный станок')
    await page.getByRole('button', { name: 'Дальше' }).click()
    await page.getByLabel('Имя и фамилия').fill(OWNER.fullName)
    await page.getByLabel('Почта').fill(OWNER.email)

    // A short password is refused beside the field, and what was typed stays.
    await page.getByLabel('Пароль', { exact: true }).fill('коротко')
    await page.getByRole('button', { name: 'Создать и войти' }).click()
    await page.getByText('Не короче 10 знаков', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Назад' }).click()
    await page.getByRole('button', { name: 'Дальше' }).click()

    // What was typed is still there, on both steps.
    if ((await page.getByLabel('Почта').inputValue()) !== OWNER.email) throw new Error('the address was forgotten')
    await page.getByLabel('Пароль', { exact: true }).fill(OWNER.password)
    await page.getByRole('button', { name: 'Создать и войти' }).click()
    await page.getByRole('navigation').getByText('Северный станок').waitFor()
  },
}
