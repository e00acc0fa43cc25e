import { useMemo } from 'react'
import type { Column } from '#web/kit/table/column.ts'
import { HygieneCell } from './score.tsx'
import { useHygieneScores, useHygieneTexts } from './use-hygiene.ts'

/** A column of a list of deals: score and worst reasons of the rows at hand. */
export function useHygieneColumn<Row extends { id: string }>(rows: readonly Row[] | undefined): Column<Row> {
  const texts = useHygieneTexts()
  const ids = useMemo(() => (rows ?? []).map(({ id }) => id), [rows])
  const scores = useHygieneScores(ids)
  return useMemo(
    () => ({
      id: 'hygiene',
      header: texts.score,
      hint: texts.scoreHint,
      width: 220,
      cell: ({ id }) => <HygieneCell hygiene={scores.get(id)} />,
    }),
    [texts, scores],
  )
}
