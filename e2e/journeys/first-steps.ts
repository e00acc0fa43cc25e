import type { Journey } from '../journey.ts'

export const firstSteps: Journey = {
  name: 'the home of an empty company tells what to do and leads there',
  company: 'own',
  async walk(stage) {
    const { page } = await stage.signedIn(await stage.owner())
    for (const [action, place] of [
      ['Открыть людей', 'Люди'],
      ['Открыть план', 'План продаж'],
    ] as const) {
      await page.goto('/')
      await page.getByRole('heading', { name: 'С чего начать' }).waitFor()
      await page.getByRole('button', { name: action }).click()
      await page.getByRole('heading', { level: 1, name: place }).waitFor()
    }
    for (const path of ['/plan-fact', '/funnel', '/sellers']) {
      await page.goto(path)
      await page.getByRole('heading', { name: /^Здесь будет/ }).waitFor()
      await page.getByRole('button', { name: 'Загрузить сделки' }).waitFor()
    }
  },
}
