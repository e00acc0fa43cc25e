import type { Journey } from '../journey.ts'

const REASON = 'Пересмотрели вместе с продавцами после планёрки'

export const planApproved: Journey = {
  name: 'a head proposes his plan, the director approves it, plan/fact shows a forecast with its band',
  company: 'demo',
  async walk(stage) {
    const ofHead = await stage.signedIn(await stage.colleague('head'))
    await ofHead.page.goto('/plan')
    await ofHead.page.getByRole('button', { name: 'Утверждение' }).click()
    const panel = ofHead.page.getByRole('dialog', { name: 'Утверждение плана' })
    await panel.getByLabel('Что предлагаем и почему').fill(REASON)
    await panel.getByRole('button', { name: 'Предложить план' }).click()
    const own = panel.getByRole('listitem').filter({ hasText: REASON })
    await own.getByText('Ждёт решения').waitFor()
    await ofHead.atRest()
    if (await own.getByRole('button', { name: 'Утвердить' }).isVisible())
      throw new Error('the author may approve his own plan')

    const ofDirector = await stage.signedIn(await stage.colleague('director'))
    await ofDirector.page.goto('/plan?panel=approval')
    const waiting = ofDirector.page.getByRole('listitem').filter({ hasText: REASON })
    await waiting.getByRole('button', { name: 'Сравнить с текущим' }).click()
    await ofDirector.page.getByText('Отличий нет.').waitFor()
    await ofDirector.page.getByRole('button', { name: 'Назад к версиям' }).click()
    await waiting.getByRole('button', { name: 'Утвердить' }).click()
    await waiting.getByText('Утверждён', { exact: true }).waitFor()

    const { page } = await stage.signedIn(await stage.owner())
    await page.goto('/plan-fact')
    await page.getByText('Вероятность плана').first().waitFor()
    await page.getByRole('combobox', { name: 'Показатель' }).click()
    await page.getByRole('option', { name: 'Встречи' }).click()
    await page.getByRole('row').nth(3).waitFor()
  },
}
