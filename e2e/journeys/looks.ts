import type { Journey } from '../journey.ts'

export const looks: Journey = {
  name: 'English and the dark theme are switched in the menu and stay after a reload',
  company: 'demo',
  async walk(stage) {
    const { page } = await stage.signedIn(await stage.owner())
    await page.goto('/plan-fact')
    await page.getByRole('button', { name: 'Учётная запись' }).click()
    await page.getByRole('menuitemradio', { name: 'English' }).click()
    await page.getByRole('heading', { level: 1, name: 'Plan/fact' }).waitFor()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor()

    await page.reload()
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor()
    await page.getByRole('heading', { level: 1, name: 'Plan/fact' }).waitFor()
    const russian = await page.evaluate(() => {
      const own = document.querySelector('nav')
      return own?.textContent?.match(/[А-Яа-яЁё]{3,}/g) ?? []
    })
    const left = russian.filter((word) => !['Демо', 'ПромНасос'].includes(word))
    if (left.length > 0) throw new Error(`still Russian: ${left.join(', ')}`)
  },
}
