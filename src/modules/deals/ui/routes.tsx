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
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

const label = (name: keyof typeof ru.nav) => ({ ru: ru.nav[name], en: en.nav[name] })
const reader: NavItem['visibleTo'] = (viewer) => can(viewer, 'read')
const arranger: NavItem['visibleTo'] = (viewer) => can(viewer, 'configure')

export const nav: NavItem[] = [
  {
    area: 'sales',
    path: '/deals',
    order: 20,
    phone: 'deals',
    icon: IconBriefcase,
    label: label('deals'),
    visibleTo: reader,
  },
  {
    area: 'settings',
    path: '/deals/trash',
    order: 95,
    icon: IconTrash,
    label: label('trash'),
    visibleTo: (viewer) => can(viewer, 'trash') || can(viewer, 'purge'),
  },
  {
    area: 'settings',
    path: '/settings/pipelines',
    order: 40,
    icon: IconRoute,
    label: label('pipelines'),
    visibleTo: arranger,
  },
  {
    area: 'settings',
    path: '/settings/sources',
    order: 50,
    icon: IconTargetArrow,
    label: label('sources'),
    visibleTo: arranger,
  },
  {
    area: 'settings',
    path: '/settings/loss-reasons',
    order: 60,
    icon: IconThumbDown,
    label: label('lossReasons'),
    visibleTo: arranger,
  },
  {
    area: 'settings',
    path: '/settings/competitors',
    order: 62,
    icon: IconSwords,
    label: label('competitors'),
    visibleTo: arranger,
  },
  {
    area: 'settings',
    path: '/settings/contact-roles',
    order: 64,
    icon: IconUsersGroup,
    label: label('contactRoles'),
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
    label: { ru: ru.newDeal, en: en.newDeal },
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
  { topic: 'facts', keys: [['deals', 'factsState'], ['planfact'], ['funnel'], ['sellers'], ['home']] },
]

export const barParts: BarPart[] = [
  {
    id: 'facts',
    order: 5,
    Piece: barPiece(() => import('./facts-chip.tsx'), 'FactsChip'),
    visibleTo: (viewer) => can(viewer, 'read'),
  },
]
