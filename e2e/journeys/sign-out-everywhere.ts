import type { Journey } from '../journey.ts'

export const signOutEverywhere: Journey = {
  name: 'ending all other sessions signs the other browser out and keeps this one',
  company: 'own',
  async walk(stage) {
    const person = await stage.person('director')
    const here = await stage.signedIn(person)
    const there = await stage.stranger()
    await there.page.goto('/sign-in')
    await there.page.getByLabel('Почта').fill(person.email)
    await there.page.getByLabel('Пароль', { exact: true }).fill(person.password)
    await there.page.getByRole('button', { name: 'Войти' }).click()
    await there.page.getByRole('navigation').waitFor()

    await here.page.goto('/profile')
    await here.page.getByText('этот браузер').waitFor()
    await here.page.getByRole('button', { name: 'Завершить все остальные' }).click()
    await here.page.getByText('Остальные сеансы завершены').waitFor()

    await there.page.goto('/people')
    await there.page.getByRole('heading', { name: 'Вход', exact: true }).waitFor()
    await here.page.reload()
    await here.page.getByRole('heading', { name: 'Профиль' }).waitFor()

    await here.page.getByRole('button', { name: 'Учётная запись' }).click()
    await here.page.getByRole('menuitem', { name: 'Выйти' }).click()
    await here.page.getByRole('heading', { name: 'Вход', exact: true }).waitFor()
  },
}
