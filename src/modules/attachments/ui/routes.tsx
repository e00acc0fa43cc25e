import { type CardPart, type LiveTopic, piece } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

const part = {
  label: { ru: 'Файлы', en: 'Files' },
  place: 'tab',
  order: 40,
  visibleTo: (viewer: { role: string }) => can(viewer, 'read'),
} as const

export const cardParts: CardPart[] = [
  { ...part, card: 'deal', id: 'files', Piece: piece(() => import('./card-files.tsx'), 'DealFiles') },
  { ...part, card: 'company', id: 'files', Piece: piece(() => import('./card-files.tsx'), 'CompanyFiles') },
  { ...part, card: 'contact', id: 'files', Piece: piece(() => import('./card-files.tsx'), 'ContactFiles') },
]

/** A file is news of the record at which it lies. */
export const live: LiveTopic[] = ['deal', 'company', 'contact', 'activity', 'contract', 'invoice'].map((topic) => ({
  topic,
  keys: [['attachments', 'list']],
}))
