import type { Journey } from '../journey.ts'

export const handOver: Journey = {
  name: 'a head hands over what a leaver has with a look before, gets it back, and a colleague stands in for one on leave',
  company: 'own',
  async walk(stage) {
    const head = await stage.person('head', { fullName: 'Глеб Начальник' })
    const leaver = await stage.person('seller', { fullName: 'Олег Уходящий', managerId: head.id })
    const heir = await stage.person('seller', { fullName: 'Нина Наследница', managerId: head.id })
    const deals: string[] = []
    for (const title of ['Насосы', 'Фильтры', 'Клапаны']) {
      const { id } = await stage.ask<{ id: string }>('POST', '/deals', { title, amountMinor: 100_000_00 }, leaver)
      deals.push(id)
    }
    const { page } = await stage.signedIn(head)

    await page.goto(`/people?person=${leaver.id}`)
    const part = page.getByRole('region', { name: 'Передача дел' })
    await part.getByText('3 сделки').waitFor()
    await part.getByRole('button', { name: 'Передать дела' }).click()
    await page.getByRole('heading', { name: 'Передача дел: Олег Уходящий' }).waitFor()
    await page.getByRole('button', { name: 'Дальше' }).click()
    await page.getByText('Одному', { exact: true }).click()
    await page.getByRole('combobox', { name: 'Сотрудник' }).click()
    await page.getByRole('option', { name: /Нина Наследница/ }).click()
    await page.getByRole('button', { name: 'Дальше' }).click()
    // One stays with the leaver.
    await page.getByRole('combobox', { name: 'Кому: Клапаны' }).selectOption({ label: 'Остаётся' })
    await page.getByText('Останется: 1 запись').waitFor()
    // Neither a reload nor the browser's own Back loses what was chosen.
    await page.reload()
    await page.getByText('Останется: 1 запись').waitFor()
    await page.goBack()
    await page.getByText('Одному', { exact: true }).waitFor()
    await page.goForward()
    await page.getByText('Останется: 1 запись').waitFor()
    await page.getByRole('button', { name: 'Передать 2 записи' }).click()
    await page.getByText('Передано: 2 записи').waitFor()
    const owners = async () => {
      const cards = await Promise.all(deals.map((id) => stage.ask<{ owner: { id: string } }>('GET', `/deals/${id}`)))
      return cards.filter(({ owner }) => owner.id === heir.id).length
    }
    if ((await owners()) !== 2) throw new Error('the deals did not go over')

    await page.getByRole('button', { name: 'К журналу' }).click()
    await page
      .getByRole('row', { name: /Олег Уходящий/ })
      .getByRole('button', { name: 'Отменить передачу' })
      .click()
    await page.getByRole('dialog').getByRole('button', { name: 'Отменить передачу' }).click()
    await page.getByText('Вернулось: 2 записи').first().waitFor()
    if ((await owners()) !== 0) throw new Error('the deals did not come back')

    // Standing in: the colleague sees the deals while the other one is away, and no longer.
    const colleague = await stage.signedIn(heir)
    await colleague.page.goto('/deals')
    await colleague.page.getByText('Сделок пока нет').waitFor()
    await page.getByRole('button', { name: 'Записать отсутствие' }).click()
    const form = page.getByRole('dialog', { name: 'Отсутствие' })
    await form.getByRole('combobox', { name: 'Кто отсутствует' }).click()
    await page.getByRole('option', { name: /Олег Уходящий/ }).click()
    await form.getByLabel('Последний день').fill(await form.getByLabel('Первый день').inputValue())
    await form.getByRole('combobox', { name: 'Кто замещает' }).click()
    await page.getByRole('option', { name: /Нина Наследница/ }).click()
    await form.getByRole('button', { name: 'Сохранить' }).click()
    await page.getByText('замещает Нина Наследница').waitFor()
    await colleague.page.reload()
    await colleague.page.getByText('Насосы').first().waitFor()
    await page.getByRole('button', { name: 'Прекратить' }).first().click()
    await page.getByText('Отсутствие прекращено').waitFor()
    await colleague.page.reload()
    await colleague.page.getByText('Сделок пока нет').waitFor()
  },
}
