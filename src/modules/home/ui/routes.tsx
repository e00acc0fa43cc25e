import IconSailboat from '@tabler/icons-react/dist/esm/icons/IconSailboat.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  { area: 'bridge', path: '/', order: 10, phone: 'today', icon: IconSailboat, label: { ru: 'Мостик', en: 'Bridge' } },
]

export const pages = [
  page('/', () => import('./home-page.tsx'), 'HomePage'),
  page('/abandoned', () => import('./abandoned-page.tsx'), 'AbandonedPage'),
]

export const live: LiveTopic[] = ['deal', 'task', 'lead', 'activity', 'case'].map((topic) => ({
  topic,
  keys: [['home']],
  atMostEveryS: 10,
}))
