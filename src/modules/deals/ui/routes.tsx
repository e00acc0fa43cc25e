import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import IconRoute from '@tabler/icons-react/dist/esm/icons/IconRoute.mjs'
import IconSwords from '@tabler/icons-react/dist/esm/icons/IconSwords.mjs'
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs'
import IconThumbDown from '@tabler/icons-react/dist/esm/icons/IconThumbDown.mjs'
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs'
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs'
import { type BarPart, barPiece, type LiveTopic, type NavItem, page, type QuickAction } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

const labels = {
  deals: { ru: 'Сделки', en: 'Deals' },
  trash: { ru: 'Корзина', en: 'Trash' },
  pipelines: { ru: 'Воронки и этапы', en: 'Pipelines and stages' },
  sources: { ru: 'Источники', en: 'Sources' },
  lossReasons: { ru: 'Причины отказа', en: 'Reasons of loss' },
  competitors: { ru: 'Конкуренты', en: 'Competitors' },
  contactRoles: { ru: 'Роли контактов', en: 'Roles of contacts' },
}
const reader: NavItem['visibleTo'] = (viewer) => can(viewer, 'read')
const arranger: NavItem['visibleTo'] = (viewer) => can(viewer, 'configure')

export const nav: NavItem[] = [
  {
    area: 'sales',
    path: '/deals',
    order: 20,
    phone: 'deals',
    icon: IconBriefcase,
    label: labels.deals,
    visibleTo: reader,
  },
  {
    area: 'settings',
    path: '/deals/trash',
    order: 95,
    icon: IconTrash,
    label: labels.trash,
    visibleTo: (viewer) => can(viewer, 'trash') || can(viewer, 'purge'),
  },
  {
    area: 'settings',
    path: '/settings/pipelines',
    order: 40,
    icon: IconRoute,
    label: labels.pipelines,
    visibleTo: arranger,
  },
  {
    area: 'settings',
    path: '/settings/sources',
    order: 50,
    icon: IconTargetArrow,
    label: labels.sources,
    visibleTo: arranger,
  },
  {
    area: 'settings',
    path: '/settings/loss-reasons',
    order: 60,
    icon: IconThumbDown,
    label: labels.lossReasons,
    visibleTo: arranger,
  },
  {
    area: 'settings',
    path: '/settings/competitors',
    order: 62,
    icon: IconSwords,
    label: labels.competitors,
    visibleTo: arranger,
  },
  {
    area: 'settings',
    path: '/settings/contact-roles',
    order: 64,
    icon: IconUsersGroup,
    label: labels.contactRoles,
    visibleTo: arranger,
  },
]

export const pages = [
  page('/deals/trash', () => import('./trash-page.tsx'), 'TrashPage'),
  page('/settings/competitors', () => import('./choices-page.tsx'), 'CompetitorsPage'),
  page('/settings/contact-roles', () => import('./choices-page.tsx'), 'ContactRolesPage'),
  page('/deals', () => import('./deals-page.tsx'), 'DealsPage'),
  page('/deals/board', () => import('./board-page.tsx'), 'BoardPage'),
  page('/deals/$dealId', () => import('./deal-page.tsx'), 'DealPage'),
  page('/settings/pipelines', () => import('./pipelines-page.tsx'), 'PipelinesPage'),
  page('/settings/sources', () => import('./choices-page.tsx'), 'SourcesPage'),
  page('/settings/loss-reasons', () => import('./choices-page.tsx'), 'LossReasonsPage'),
]

export const actions: QuickAction[] = [
  {
    id: 'deal.new',
    order: 10,
    label: { ru: 'Новая сделка', en: 'New deal' },
    icon: IconPlus,
    target: { to: '/deals', search: { new: '1' } },
    visibleTo: (viewer) => can(viewer, 'create'),
  },
]

export const live: LiveTopic[] = [
  {
    topic: 'deal',
    keys: [['deals']],
    patch: async (client, ids) => (await import('./live.ts')).bringDeals(client, ids),
  },
  {
    topic: 'facts',
    keys: [
      ['deals', 'factsState'],
      ['planfact'],
      ['funnel'],
      ['process'],
      ['sellers'],
      ['losses'],
      ['cohorts'],
      ['metrics'],
      ['kpi'],
      ['sources'],
      ['decomposition'],
      ['home'],
    ],
  },
]

export const barParts: BarPart[] = [
  {
    id: 'facts',
    order: 5,
    Piece: barPiece(() => import('./facts-chip.tsx'), 'FactsChip'),
    visibleTo: (viewer) => can(viewer, 'read'),
  },
]
