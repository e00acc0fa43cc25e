import { ownFieldId } from '#modules/fields/ui/api.tsx'
import type { Company, Person } from './use-clients.ts'

/** What a card says in a field, in the form in which changes say it: people and firms by their ids. */
export function fieldValueOf(card: Company | Person, field: string): unknown {
  const own = ownFieldId(field)
  if (own) return card.custom[own] ?? null
  const pointed = pointedAt(card)[field]
  return pointed === undefined ? (card as Record<string, unknown>)[field] : (pointed?.id ?? null)
}

/** The name of whom a field points at. */
export function namePointedAt(card: Company | Person, field: string): string | undefined {
  return pointedAt(card)[field]?.name
}

function pointedAt(card: Company | Person): Record<string, { id: string; name: string } | null> {
  return 'parent' in card
    ? { ownerId: card.owner, parentId: card.parent }
    : { ownerId: card.owner, companyId: card.company }
}
