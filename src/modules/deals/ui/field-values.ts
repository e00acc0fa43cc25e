import type { FieldValue } from '#modules/fields/contract.ts'
import { ownFieldId } from '#modules/fields/ui/api.tsx'
import type { Changes, FieldName } from './use-deal-edit.ts'
import type { Card } from './use-deals.ts'

/** What a card says in a field, in the form in which changes say it. */
export function fieldValueOf(card: Card, name: FieldName): FieldValue | null {
  const own = ownFieldId(name)
  if (own) return card.custom[own] ?? null
  switch (name as Exclude<keyof Changes, 'custom'>) {
    case 'title':
      return card.title
    case 'amountMinor':
      return card.amountMinor
    case 'currency':
      return card.currency
    case 'ownerId':
      return card.owner?.id ?? null
    case 'companyId':
      return card.company?.id ?? null
    case 'contactId':
      return card.contact?.id ?? null
    case 'sourceId':
      return card.source?.id ?? null
    case 'expectedCloseOn':
      return card.expectedCloseOn
    case 'comment':
      return card.comment
    case 'lossReasonId':
      return card.lossReason?.id ?? null
    case 'lossCompetitorId':
      return card.lossCompetitor?.id ?? null
    case 'lossComment':
      return card.lossComment
  }
}

/** What changes say of a field. */
export function wantedValueOf(changes: Changes, name: FieldName): FieldValue | null | undefined {
  const own = ownFieldId(name)
  return own ? changes.custom?.[own] : changes[name as Exclude<keyof Changes, 'custom'>]
}
