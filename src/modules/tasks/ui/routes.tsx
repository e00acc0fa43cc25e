import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import {
  type CardName,
  type CardPart,
  type LiveTopic,
  type NavItem,
  page,
  piece,
  type QuickAction,
} from '#web/kit/routing.tsx'

const label = { ru: 'Задачи', en: 'Tasks' }

export const nav: NavItem[] = [{ area: 'sales', path: '/tasks', order: 40, phone: 'tasks', icon: IconChecklist, label }]

export const pages = [page('/tasks', () => import('./tasks-page.tsx'), 'TasksPage')]

export const actions: QuickAction[] = [
  {
    id: 'task.new',
    order: 20,
    label: { ru: 'Новая задача', en: 'New task' },
    icon: IconPlus,
    target: { to: '/tasks', search: { new: '1' } },
    visibleTo: ({ role }) => role !== 'auditor',
  },
]

const tab = (card: CardName, name: 'DealTasks' | 'CompanyTasks' | 'ContactTasks' | 'PersonTasks'): CardPart => ({
  card,
  id: 'tasks',
  label,
  place: 'tab',
  order: 20,
  Piece: piece(() => import('./card-tasks.tsx'), name),
})

export const cardParts: CardPart[] = [
  {
    card: 'deal',
    id: 'next-step',
    label: { ru: 'Следующий шаг', en: 'Next step' },
    place: 'top',
    order: 10,
    Piece: piece(() => import('./deal-step.tsx'), 'DealStep'),
  },
  tab('deal', 'DealTasks'),
  tab('company', 'CompanyTasks'),
  tab('contact', 'ContactTasks'),
  tab('person', 'PersonTasks'),
]

// A planned activity is a next step too.
export const live: LiveTopic[] = [
  { topic: 'task', keys: [['tasks']] },
  { topic: 'activity', keys: [['tasks', 'next-step']] },
]
