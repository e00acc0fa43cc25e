import type { Journey } from '../journey.ts'
import { typeWhereCursorIs } from '../typing.ts'

export const keyboard: Journey = {
  name: 'the keyboard finds a person, walks a list in the Russian layout too, and shows its help',
  company: 'demo',
  async walk(stage) {
    const { page } = await stage.signedIn(await stage.owner())
    await page.goto('/people')
    const lines = page.getByRole('region', { name: 'Люди' }).getByRole('row')
    await lines.nth(3).waitFor()

    await page.keyboard.press('j')
    // The same key in the Russian layout, and the one beside it.
    for (const [key, code] of [
      ['о', 'KeyJ'],
      ['л', 'KeyK'],
    ])
      await page.locator('body').dispatchEvent('keydown', { key, code, bubbles: true })
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByLabel('Имя и фамилия').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })

    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Клавиши' }).getByText('Найти или перейти').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })

    const colleague = await stage.ask<{ rows: { fullName: string; email: string }[] }>('GET', '/people?role=finance')
    const { fullName: name = '', email = '' } = colleague.rows[0] ?? {}
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox', { name: 'Поиск и команды' }).waitFor()
    // By the address: clients have namesakes.
    await typeWhereCursorIs(page, email)
    await page.getByRole('option', { name }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name }).waitFor()
  },
}
