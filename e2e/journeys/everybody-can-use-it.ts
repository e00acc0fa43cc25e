import { obstacles } from '../accessibility.ts'
import type { Journey } from '../journey.ts'
import type { Stage } from '../stage.ts'

const PAGES = [
  '/',
  '/deals',
  '/deals/board',
  '/companies',
  '/plan-fact',
  '/funnel',
  '/sellers',
  '/plan',
  '/people',
  '/structure',
  '/settings/calendar',
  '/settings/pipelines',
  '/profile',
]
const EMPTY_PAGES = [
  '/',
  '/deals',
  '/deals/board',
  '/plan-fact',
  '/funnel',
  '/sellers',
  '/plan',
  '/settings/api-keys',
  '/settings/rates',
]

export const everybodyCanUseIt: Journey = {
  name: 'every field has a label, every button a name, texts are not pale and focus is seen, in both themes',
  company: 'demo',
  walk: (stage) => lookAt(stage, PAGES),
}

export const emptyPagesToo: Journey = {
  name: 'what an empty company sees is readable as well',
  company: 'own',
  walk: (stage) => lookAt(stage, EMPTY_PAGES),
}

async function lookAt(stage: Stage, paths: string[]): Promise<void> {
  const owner = await stage.owner()
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page } = await stage.signedIn(owner, { colorScheme })
    for (const path of paths) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      for (const obstacle of await obstacles(page)) found.push(`${colorScheme} ${path}: ${obstacle}`)
    }
  }
  if (found.length > 0) throw new Error(found.join('\n'))
}
