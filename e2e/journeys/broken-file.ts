import type { Journey } from '../journey.ts'

export const brokenFile: Journey = {
  name: 'a broken file is refused in a sentence and can be thrown away',
  company: 'own',
  async walk(stage) {
    const { page } = await stage.signedIn(await stage.owner())
    await page.goto('/imports')
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Выбрать файлы' }).click(),
    ])
    const halfOfZip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(2_000, 7)])
    await chooser.setFiles({ name: 'сделки.xlsx', mimeType: 'application/octet-stream', buffer: halfOfZip })
    await page.getByRole('alert').getByText('Не получилось').waitFor()
    await page.getByRole('button', { name: 'Удалить файл' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Удалить файл' }).click()
    await page.getByRole('button', { name: 'Выбрать файлы' }).waitFor()
    await page.getByText('сделки.xlsx').waitFor({ state: 'hidden' })
  },
}
