import { type CardPart, piece } from '#web/kit/routing.tsx'
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
