import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { type CohortCell, CohortTriangle } from '#web/kit/cohort-triangle.tsx'
import { type Buyers, type Leads, useCohortsTexts } from './use-cohorts.ts'

export type Shown = 'conversion' | 'won' | 'money' | 'retention' | 'revenue' | 'cumulative'

type Props = {
  cohorts: { of: 'leads'; data: Leads } | { of: 'buyers'; data: Buyers }
  show: Shown
  title: string
  onCell: (line: { key: string | null }, age: number) => void
}

/** The triangle of leads or of clients, with what was chosen in its cells. */
export function Triangle({ cohorts, show, title, onCell }: Props) {
  const texts = useCohortsTexts()
  const format = useFormat()
  const { cut } = cohorts.data
  // In the month of the first purchase everybody has bought.
  const skipped = show === 'retention' ? 1 : 0
  const isShare = show === 'conversion' || show === 'retention'
  const isCount = show === 'won'
  const write = (value: number) =>
    isShare ? format.share(value) : isCount ? format.number(value) : format.moneyCompact(value)
  const { lines, ages } = useMemo(() => {
    const found = linesOf(cohorts, show).map((line) => ({ ...line, cells: line.cells.slice(skipped) }))
    const oldest = Math.max(0, ...found.map(({ cells }) => cells.length))
    return { lines: found, ages: Array.from({ length: oldest }, (_, age) => texts.age(age + skipped)) }
  }, [cohorts, show, skipped, texts])
  const labelOf = (key: string | null, label: string | null) =>
    cut === 'month' && key ? format.period(key) : (label ?? texts.none[cut === 'month' ? 'source' : cut])
  return (
    <CohortTriangle
      title={title}
      hint={[isShare ? texts.hint[cohorts.of] : texts.hint.money, cut === 'month' ? undefined : texts.together]
        .filter(Boolean)
        .join(' ')}
      corner={texts.corner[cut]}
      ages={ages}
      cohorts={lines.map(({ key, label, size, cells }) => ({
        id: key ?? NONE,
        label: labelOf(key, label),
        size,
        cells,
      }))}
      write={write}
      kind={isShare ? 'share' : isCount ? 'number' : 'money'}
      onCell={(id, age) => onCell({ key: id === NONE ? null : id }, age + skipped)}
    />
  )
}

const NONE = 'none'

interface Line {
  key: string | null
  label: string | null
  size: number
  cells: CohortCell[]
}

function linesOf(cohorts: Props['cohorts'], show: Shown): Line[] {
  if (cohorts.of === 'leads') {
    return cohorts.data.rows.map(({ key, label, leads, cells }) => ({
      key,
      label,
      size: leads,
      cells: cells.map(({ conversion, won, wonMinor, mature }) => ({
        value: show === 'conversion' ? conversion.share : show === 'won' ? won : wonMinor,
        n: conversion.n,
        immature: !mature,
      })),
    }))
  }
  return cohorts.data.rows.map(({ key, label, clients, cells }) => ({
    key,
    label,
    size: clients,
    cells: cells.map(({ retention, revenueMinor, cumulativeMinor, mature }) => ({
      value: show === 'retention' ? retention.share : show === 'revenue' ? revenueMinor : cumulativeMinor,
      n: retention.n,
      immature: !mature,
    })),
  }))
}

/** The message of the triangle: what happens by the third month, or as far as it is known. */
export function messageAge(cells: readonly unknown[]): number {
  return Math.min(3, Math.max(0, cells.length - 2))
}
