import { latinKey } from '#web/kit/keys.ts'
import type { BoardColumn, Deal, Stage } from './use-deals.ts'

export type BoardAction = { kind: 'go' | 'open' | 'menu'; deal: Deal } | { kind: 'move'; deal: Deal; stage: Stage }

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** What a key means on the board: arrows go through the cards, with Shift they move the card to the next stage, `m` opens the stages. */
export function boardKey(
  event: Key,
  columns: readonly BoardColumn[],
  currentId: string | undefined,
): BoardAction | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined
  const place = columns.findIndex(({ rows }) => rows.some(({ id }) => id === currentId))
  const rows = columns[place]?.rows ?? []
  const index = rows.findIndex(({ id }) => id === currentId)
  const deal = rows[index]
  if (!deal) return undefined
  const go = (next: Deal | undefined): BoardAction | undefined => (next ? { kind: 'go', deal: next } : undefined)
  const key = latinKey(event as KeyboardEvent)
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return go(rows[index + 1])
    case 'ArrowUp':
    case 'k':
      return go(rows[index - 1])
    case 'Home':
      return go(rows[0])
    case 'End':
      return go(rows.at(-1))
    case 'ArrowLeft':
    case 'ArrowRight': {
      const step = key === 'ArrowRight' ? 1 : -1
      if (event.shiftKey) {
        const stage = columns[place + step]?.stage
        return stage && { kind: 'move', deal, stage }
      }
      for (let at = place + step; columns[at]; at += step) {
        const column = columns[at]?.rows ?? []
        const next = column[Math.min(index, column.length - 1)]
        if (next) return go(next)
      }
      return undefined
    }
    case 'Enter':
    case 'e':
      return { kind: 'open', deal }
    case 'm':
      return { kind: 'menu', deal }
    default:
      return undefined
  }
}
