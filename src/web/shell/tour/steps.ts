import type { Texts } from './texts.ru.ts'

export type TourStep = {
  id: keyof Texts['steps']
  /** The page that it is about. */
  path: string
  /** Goes into the first record of the page, whose address begins so: the first deviation. */
  into?: string
}

/** The loop of a month: plan, take apart, watch, find the deviation, act, talk, close. */
export const tourSteps: readonly TourStep[] = [
  { id: 'home', path: '/' },
  { id: 'plan', path: '/plan' },
  { id: 'decomposition', path: '/decomposition' },
  { id: 'planfact', path: '/plan-fact' },
  { id: 'kpi', path: '/kpi' },
  { id: 'cases', path: '/cases' },
  { id: 'action', path: '/cases', into: '/cases/' },
  { id: 'rituals', path: '/rituals' },
  { id: 'cycle', path: '/cycle' },
  { id: 'end', path: '/' },
]
