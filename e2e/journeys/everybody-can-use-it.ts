import { hiddenFocus, obstacles } from '../accessibility.ts'
import type { Journey } from '../journey.ts'
import type { Account, Stage } from '../stage.ts'

const PAGES = [
  '/',
  '/deals',
  '/deals/board',
  '/deals?new=1',
  '/clients',
  '/clients/duplicates',
  '/people?person=new',
  '/plan-fact',
  '/funnel',
  '/sellers',
  '/plan',
  '/people',
  '/structure',
  '/tasks?view=team',
  '/hygiene',
  '/hygiene/deals',
  '/notices',
]
const SETTINGS_PAGES = [
  '/settings/personal-data',
  '/settings/calendar',
  '/settings/pipelines',
  '/settings/fields',
  '/settings/fields?new=1',
  '/deals/trash',
  '/settings/hygiene',
  '/profile',
  '/notices/settings',
  '/settings/channels',
  '/settings/deliveries',
]
/** Of a seller, who has something planned. */
const DAY_PAGES = [
  '/my-day',
  '/my-day?add=done',
  '/my-day?close=1',
  '/calendar',
  '/calendar?view=day',
  '/calendar?view=month',
  '/calendar/plan',
  '/tasks?view=week',
]
const LEAD_PAGES = [
  '/leads',
  '/leads?new=1',
  '/leads/figures',
  '/settings/leads',
  '/settings/lead-forms',
  '/handover',
  '/handover/new',
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
  '/settings/fields',
  '/deals/trash',
  '/settings/rates',
  '/my-day',
  '/calendar',
  '/calendar/plan',
  '/tasks',
  '/hygiene',
]

export const everybodyCanUseIt: Journey = {
  name: 'every field has a label, every button a name, texts are not pale and focus is seen, in both themes',
  company: 'demo',
  walk: (stage) => lookAt(stage, PAGES),
}

export const everybodyCanSetItUp: Journey = {
  name: 'settings, notices and the trash have labels and names and are not pale either',
  company: 'demo',
  walk: (stage) => lookAt(stage, SETTINGS_PAGES),
}

export const everybodyPlansHisDay: Journey = {
  name: 'the calendar and the day of a seller have labels and names and are not pale either',
  company: 'demo',
  walk: async (stage) => lookAt(stage, DAY_PAGES, await stage.colleague('seller')),
}

export const everybodyWorksLeads: Journey = {
  name: 'the inbox of leads and the hand-over have labels and names and are not pale either',
  company: 'demo',
  walk: (stage) => lookAt(stage, LEAD_PAGES),
}

export const emptyPagesToo: Journey = {
  name: 'what an empty company sees is readable as well',
  company: 'own',
  walk: (stage) => lookAt(stage, EMPTY_PAGES),
}

async function lookAt(stage: Stage, paths: string[], account?: Account): Promise<void> {
  const visitor = await stage.signedIn(account ?? (await stage.owner()))
  const { page } = visitor
  const found: string[] = []
  for (const path of paths) {
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await visitor.atRest()
    // Colours change at once, not by and by.
    await page.addStyleTag({ content: '*, *::before, *::after { transition: none !important }' })
    for (const obstacle of [...(await obstacles(page)), ...(await hiddenFocus(page))])
      found.push(`${path}: ${obstacle}`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor()
    for (const obstacle of await obstacles(page)) found.push(`dark ${path}: ${obstacle}`)
  }
  if (found.length > 0) throw new Error(found.join('\n'))
}
