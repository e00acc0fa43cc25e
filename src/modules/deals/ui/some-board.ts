import type { Board, Deal } from './use-deals.ts'

const at = '2026-11-20T10:00:00Z'

const stage = (index: number) => ({
  id: `stage${index}`,
  name: `Этап ${index}`,
  pipelineId: 'pipeline',
  meaning: 'open' as const,
  color: 'blue',
})

/** A deal of a rouble on the stage of this number; for tests. */
export function deal(id: string, index: number): Deal {
  const times = {
    createdAt: at,
    updatedAt: at,
    stageEnteredAt: `2026-11-20T09:00:0${9 - (id.charCodeAt(0) % 10)}Z`,
    closedAt: null,
  }
  const nobody = { owner: null, company: null, source: null, lossReason: null }
  const money = { amountMinor: 100, currency: 'RUB', baseMinor: 100, expectedCloseOn: null }
  return { id, title: id, stage: stage(index), ...nobody, ...money, ...times, version: 1, custom: {} }
}

/** A board with these cards in its columns; for tests. */
export function board(columns: readonly string[][]): Board {
  return {
    columns: columns.map((ids, index) => ({
      stage: { ...stage(index), position: index, archived: false },
      totals: { count: ids.length, sumMinor: ids.length * 100 },
      rows: ids.map((id) => deal(id, index)),
      nextCursor: null,
    })),
  }
}
