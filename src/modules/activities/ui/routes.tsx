import IconCalendar from '@tabler/icons-react/dist/esm/icons/IconCalendar.mjs'
import IconCalendarPlus from '@tabler/icons-react/dist/esm/icons/IconCalendarPlus.mjs'
import IconListCheck from '@tabler/icons-react/dist/esm/icons/IconListCheck.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconSun from '@tabler/icons-react/dist/esm/icons/IconSun.mjs'
import { type CardPart, type LiveTopic, type NavItem, page, piece, type QuickAction } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

const reader: NavItem['visibleTo'] = (viewer) => can(viewer, 'read')
const adder: NavItem['visibleTo'] = (viewer) => can(viewer, 'add')

export const nav: NavItem[] = [
  {
    area: 'bridge',
    path: '/my-day',
    order: 20,
    icon: IconSun,
    label: { ru: 'Мой день', en: 'My day' },
    visibleTo: adder,
  },
  {
    area: 'sales',
    path: '/calendar',
    order: 50,
    icon: IconCalendar,
    label: { ru: 'Календарь', en: 'Calendar' },
    visibleTo: reader,
  },
  {
    area: 'sales',
    path: '/activities',
    order: 45,
    icon: IconPhone,
    label: { ru: 'Активности', en: 'Activities' },
    visibleTo: reader,
  },
  {
    area: 'settings',
    path: '/settings/activity-results',
    order: 70,
    icon: IconListCheck,
    label: { ru: 'Результаты контактов', en: 'Contact results' },
    visibleTo: (viewer) => can(viewer, 'configure'),
  },
]

export const pages = [
  page('/my-day', () => import('./my-day-page.tsx'), 'MyDayPage'),
  page('/activities', () => import('./activities-page.tsx'), 'ActivitiesPage'),
  page('/calendar', () => import('./calendar-page.tsx'), 'CalendarPage'),
  page('/calendar/plan', () => import('./bulk-plan-page.tsx'), 'BulkPlanPage'),
  page('/settings/activity-results', () => import('./results-page.tsx'), 'ResultsPage'),
]

export const actions: QuickAction[] = [
  {
    id: 'activity.add',
    order: 30,
    label: { ru: 'Записать контакт', en: 'Record a contact' },
    icon: IconPhone,
    target: { to: '/my-day', search: { add: 'done' } },
    visibleTo: adder,
  },
  {
    id: 'activity.plan',
    order: 40,
    label: { ru: 'Запланировать контакт', en: 'Plan a contact' },
    icon: IconCalendarPlus,
    target: { to: '/my-day', search: { add: 'planned' } },
    visibleTo: adder,
  },
]

const label = { ru: 'Активности', en: 'Activities' }
const load = () => import('./card-activities.tsx')

export const cardParts: CardPart[] = [
  {
    card: 'company',
    id: 'activities',
    label,
    place: 'tab',
    order: 20,
    Piece: piece(load, 'CompanyActivities'),
    visibleTo: reader,
  },
  {
    card: 'contact',
    id: 'activities',
    label,
    place: 'tab',
    order: 20,
    Piece: piece(load, 'ContactActivities'),
    visibleTo: reader,
  },
  {
    card: 'person',
    id: 'activities',
    label,
    place: 'tab',
    order: 20,
    Piece: piece(load, 'PersonActivities'),
    visibleTo: reader,
  },
]

export const live: LiveTopic[] = [
  { topic: 'activity', keys: [['activities']] },
  // Tasks stand in the calendar and in the day as well.
  {
    topic: 'task',
    keys: [
      ['activities', 'calendar'],
      ['activities', 'myDay'],
    ],
    atMostEveryS: 5,
  },
]
