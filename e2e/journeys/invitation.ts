import type { Journey } from '../journey.ts'
import { PASSWORD } from '../stage.ts'

export const invitation: Journey = {
  name: 'a new seller is invited by a link and comes in by it once',
  company: 'own',
  async walk(stage) {
    const owner = await stage.owner()
    const { page } = await stage.signedIn(owner)
    await page.goto('/people')
    await page.getByRole('button', { name: 'Добавить сотрудника' }).first().click()
    const card = page.getByRole('dialog')
    await card.getByLabel('Имя и фамилия').fill('Олег Смирнов')
    await card.getByLabel('Почта').fill('oleg@example.ru')
    await card.getByRole('button', { name: 'Добавить' }).click()
    await card.getByRole('button', { name: 'Пригласить' }).click()
    const link = await card.getByRole('status').locator('code').textContent()
    if (!link) throw new Error('no link')

    const oleg = await stage.stranger()
    await oleg.page.goto(link)
    await oleg.page.getByRole('heading', { name: 'Вас приглашают в' }).waitFor()
    await oleg.page.getByLabel('Пароль', { exact: true }).fill(PASSWORD)
    await oleg.page.getByRole('button', { name: 'Принять и войти' }).click()
    await oleg.page.getByRole('button', { name: 'Учётная запись' }).click()
    await oleg.page.getByText('Менеджер по продажам').waitFor()

    const second = await stage.stranger()
    second.expects(/^410 GET \/api\/links\//)
    await second.page.goto(link)
    await second.page.getByText('Ссылка уже использована, отозвана или её срок истёк').waitFor()

    await page.reload()
    await page
      .getByRole('row', { name: /Олег Смирнов/ })
      .getByText('Есть доступ')
      .waitFor()
  },
}
