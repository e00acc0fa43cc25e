import type { Board, BoardColumn, Deal } from './use-deals.ts'

/** The fields of a row alone: a card has more. */
export function rowOf(deal: Deal): Deal {
  const {
    id, title, stage, owner, company, source, lossReason, amountMinor, currency, baseMinor, expectedCloseOn, createdAt, closedAt, stageEnteredAt,
    updatedAt, version, custom,
  } = deal // prettier-ignore
  return {
    id, title, stage, owner, company, source, lossReason, amountMinor, currency, baseMinor, expectedCloseOn, createdAt, closedAt, stageEnteredAt,
    updatedAt, version, custom,
  } // prettier-ignore
}

/** The board with the deal on its present stage, in its place by the time of coming there; sums follow. */
export function onBoard(board: Board, deal: Deal): Board {
  return {
    columns: board.columns.map((column) => {
      const rest = taken(column, deal.id)
      return column.stage.id === deal.stage.id ? put(rest, rowOf(deal)) : rest
    }),
  }
}

/** The column without the deal. */
export function taken(column: BoardColumn, id: string): BoardColumn {
  const deal = column.rows.find((row) => row.id === id)
  if (!deal) return column
  return {
    ...column,
    rows: column.rows.filter((row) => row.id !== id),
    totals: column.totals && {
      count: column.totals.count - 1,
      sumMinor: column.totals.sumMinor - deal.baseMinor,
    },
  }
}

function put(column: BoardColumn, deal: Deal): BoardColumn {
  const later = column.rows.findIndex((row) => row.stageEnteredAt <= deal.stageEnteredAt)
  const place = later === -1 ? column.rows.length : later
  // Below what is loaded the card comes with its own page.
  const isShown = later !== -1 || column.nextCursor === null
  return {
    ...column,
    rows: isShown ? column.rows.toSpliced(place, 0, deal) : column.rows,
    totals: column.totals && {
      count: column.totals.count + 1,
      sumMinor: column.totals.sumMinor + deal.baseMinor,
    },
  }
}
