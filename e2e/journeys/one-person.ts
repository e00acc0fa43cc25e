import type { Journey } from '../journey.ts'

export const onePerson: Journey = {
  name: 'when another person signs in in one tab, the other tabs are no longer those of the first',
  company: 'own',
  async walk(stage) {
    const seller = await stage.person('seller', { fullName: 'Пётр Новый' })
    // Not the owner: his session, which ends here, is the other journeys' too.
    const { page, context } = await stage.signedIn(await stage.person('head'))
    await page.goto('/people')
    await page.getByRole('heading', { name: 'Люди' }).waitFor()

    const second = await context.newPage()
    await second.goto('/')
    await second.getByRole('button', { name: 'Учётная запись' }).click()
    await second.getByRole('menuitem', { name: 'Выйти' }).click()
    await second.getByLabel('Почта').fill(seller.email)
    await second.getByLabel('Пароль', { exact: true }).fill(seller.password)
    await second.getByRole('button', { name: 'Войти' }).click()
    await second.getByRole('navigation').first().waitFor()

    await page.getByRole('button', { name: 'Учётная запись' }).filter({ hasText: 'ПН' }).waitFor()
  },
}
