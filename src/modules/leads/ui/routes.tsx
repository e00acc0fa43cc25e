import IconForms from '@tabler/icons-react/dist/esm/icons/IconForms.mjs'
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import IconArrowsSplit from '@tabler/icons-react/dist/esm/icons/IconArrowsSplit.mjs'
import { type LiveTopic, type NavItem, page, type QuickAction } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

export const nav: NavItem[] = [
  {
    area: 'sales',
    path: '/leads',
    order: 10,
    icon: IconInbox,
    label: { ru: 'Входящие', en: 'Inbox' },
    visibleTo: (viewer) => can(viewer, 'read'),
  },
  {
    area: 'settings',
    path: '/settings/leads',
    order: 62,
    icon: IconArrowsSplit,
    label: { ru: 'Распределение лидов', en: 'Lead distribution' },
    visibleTo: (viewer) => can(viewer, 'configure'),
  },
  {
    area: 'settings',
    path: '/settings/lead-forms',
    order: 64,
    icon: IconForms,
    label: { ru: 'Формы на сайте', en: 'Web forms' },
    visibleTo: (viewer) => can(viewer, 'configure'),
  },
]

export const pages = [
  page('/leads', () => import('./leads-page.tsx'), 'LeadsPage'),
  page('/leads/figures', () => import('./figures-page.tsx'), 'LeadFiguresPage'),
  page('/settings/leads', () => import('./distribution-page.tsx'), 'DistributionPage'),
  page('/settings/lead-forms', () => import('./forms-page.tsx'), 'LeadFormsPage'),
]

export const actions: QuickAction[] = [
  {
    id: 'lead.new',
    order: 50,
    label: { ru: 'Новый лид', en: 'New lead' },
    icon: IconPlus,
    target: { to: '/leads', search: { new: '1' } },
    visibleTo: (viewer) => can(viewer, 'create'),
  },
]

export const live: LiveTopic[] = [{ topic: 'lead', keys: [['leads']] }]
