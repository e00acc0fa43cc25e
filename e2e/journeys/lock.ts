import type { Journey } from '../journey.ts'

export const lock: Journey = {
  name: 'after several wrong passwords the account is closed for a while, even to the right one',
  company: 'own',
  async walk(stage) {
    const { email, password } = await stage.person('seller')
    const visitor = await stage.stranger()
    visitor.expects(/^(400|429) POST \/api\/sign-in$/)
    const { page } = visitor
    await page.goto('/sign-in')
    await page.getByLabel('Почта').fill(email)
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await page.getByLabel('Пароль', { exact: true }).fill(`не тот ${attempt}`)
      const answered = page.waitForResponse('**/api/sign-in')
      await page.getByRole('button', { name: 'Войти' }).click()
      await answered
    }
    await page.getByLabel('Пароль', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Войти' }).click()
    await page.getByText('Слишком много неудачных попыток').waitFor()
  },
}
