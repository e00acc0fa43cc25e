import { useState } from 'react'
import { say } from '../toast.tsx'
import { useErrorText } from '../use-error-text.ts'
import type { EditNext } from './cell-editor.tsx'
import type { Column } from './column.ts'

type Options<Row> = {
  rows: readonly { id: string; original: Row }[]
  drawn: readonly Column<Row>[]
  cursor: number
  moveTo: (index: number) => void
  /** Gives the keyboard back to the table. */
  focusTable: () => void
}

/** The cell that keys are at, and the one that is edited. */
export function useCells<Row>({ rows, drawn, cursor, moveTo, focusTable }: Options<Row>) {
  const errorText = useErrorText()
  const [cell, setCell] = useState<string>()
  const [editing, setEditing] = useState<{ key: string; columnId: string }>()
  const isEditable = drawn.some(({ edit }) => edit !== undefined)

  const mayEdit = (index: number, column: Column<Row>) => {
    const row = rows[index]?.original
    return row !== undefined && column.edit !== undefined && (column.edit.may?.(row) ?? true)
  }
  const begin = (index: number, columnId: string) => {
    const row = rows[index]
    const column = drawn.find(({ id }) => id === columnId)
    if (!row || !column || !mayEdit(index, column)) return false
    setCell(columnId)
    setEditing({ key: row.id, columnId })
    return true
  }
  const stop = () => {
    setEditing(undefined)
    focusTable()
  }
  /** The editable cell after (or before) this one, in the row and then in the next one. */
  const neighbour = (
    index: number,
    columnId: string,
    step: -1 | 1,
  ): { index: number; columnId: string } | undefined => {
    const cells = (row: number) => drawn.filter((column) => mayEdit(row, column)).map(({ id }) => id)
    const own = cells(index)
    const beside = own[own.indexOf(columnId) + step]
    if (beside !== undefined && own.includes(columnId)) return { index, columnId: beside }
    const next = step > 0 ? cells(index + step)[0] : cells(index + step).at(-1)
    return next === undefined ? undefined : { index: index + step, columnId: next }
  }

  return {
    cell,
    editing,
    isEditable,
    point: setCell,
    begin,
    cancel: stop,
    done(index: number, columnId: string, next: EditNext, save?: () => unknown) {
      if (save) Promise.resolve(save()).catch((thrown: unknown) => say(errorText(thrown), 'bad'))
      const to = next === 'stay' ? undefined : neighbour(index, columnId, next === 'next' ? 1 : -1)
      if (to && begin(to.index, to.columnId)) moveTo(to.index)
      else stop()
    },
    stepCell(step: -1 | 1): boolean {
      if (!isEditable) return false
      const at = drawn.findIndex(({ id }) => id === cell)
      setCell(drawn[Math.max(0, Math.min(drawn.length - 1, at + step))]?.id)
      return true
    },
    edit(index: number): boolean {
      const own = drawn.find(({ id }) => id === cell)
      if (own && mayEdit(index, own)) return begin(index, own.id)
      const first = drawn.find((column) => mayEdit(index, column))
      return first !== undefined && begin(index, first.id)
    },
    escape(): boolean {
      if (cell === undefined || cursor < 0) return false
      setCell(undefined)
      return true
    },
  }
}
