/** What differs between the lines of a deal before and after a change. */
interface Line {
  productId: string | null
  productName: string
  unit: string
  quantity: number
  priceMinor: number
  discountBp: number
  vatPercent: number | null
}

const FIELDS = ['quantity', 'priceMinor', 'discountBp', 'vatPercent', 'unit'] as const

export interface LineChange {
  kind: 'added' | 'removed' | 'changed'
  name: string
  fields: { field: (typeof FIELDS)[number]; from: number | string | null; to: number | string | null }[]
}

/** Lines of one product are compared in their order; those that changed nothing are left out. */
export function linesDifference(before: readonly Line[], after: readonly Line[]): LineChange[] {
  const left = new Map<string, Line[]>()
  for (const line of before) left.set(keyOf(line), [...(left.get(keyOf(line)) ?? []), line])
  const changes: LineChange[] = []
  for (const line of after) {
    const old = left.get(keyOf(line))?.shift()
    const fields = old
      ? FIELDS.filter((field) => old[field] !== line[field]).map((field) => ({
          field,
          from: old[field],
          to: line[field],
        }))
      : []
    if (!old) changes.push({ kind: 'added', name: line.productName, fields: [] })
    else if (fields.length > 0) changes.push({ kind: 'changed', name: line.productName, fields })
  }
  const removed = [...left.values()].flat()
  return [...changes, ...removed.map((line) => ({ kind: 'removed' as const, name: line.productName, fields: [] }))]
}

const keyOf = ({ productId, productName }: Line) => productId ?? `name ${productName.toLowerCase()}`
