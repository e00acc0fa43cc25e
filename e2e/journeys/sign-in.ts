import type { Journey } from '../journey.ts'

export const signIn: Journey = {
  name: 'a wrong password is told in a sentence, the right one opens the page that was asked for',
  company: 'own',
  async walk(stage) {
    const { email, password } = await stage.person('head')
    const visitor = await stage.stranger()
    visitor.expects(/^400 POST \/api\/sign-in$/)
    const { page } = visitor
    await page.goto('/people')
    await page.getByRole('heading', { name: 'Вход', exact: true }).waitFor()
    await page.getByLabel('Почта').fill(email)
    await page.getByLabel('Пароль', { exact: true }).fill('не тот пароль')
    await page.getByRole('button', { name: 'Войти' }).click()
    await page.getByText('Почта или пароль не подходят.').waitFor()

    await page.getByLabel('Пароль', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Войти' }).click()
    await page.getByRole('heading', { name: 'Люди' }).waitFor()
  },
}
