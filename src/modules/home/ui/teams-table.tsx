import { useMemo } from 'react'
import type { PlanFactRow } from '#modules/planfact/contract.ts'
import { planFactTarget } from '#modules/planfact/ui/api.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { BulletBar } from '#web/kit/bullet-bar.tsx'
import { MoneyCell, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { DeltaCell } from '#web/kit/delta-cell.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useHomeTexts } from './use-home.ts'

/** For those who lead several teams: each with its plan, pace, forecast and the chance of its plan. */
export function TeamsTable({ period, rows }: { period: string; rows: readonly PlanFactRow[] }) {
  const { teams: words } = useHomeTexts()
  const format = useFormat()
  const columns = useMemo((): Column<PlanFactRow>[] => {
    const longest = Math.max(1, ...rows.map((row) => Math.max(row.planMinor ?? 0, row.factMinor)))
    return [
      {
        id: 'name',
        header: words.name,
        always: true,
        width: 220,
        least: 140,
        value: (row) => row.name,
        cell: (row) => row.name,
      },
      {
        id: 'pace',
        header: words.pace,
        width: 220,
        least: 120,
        cell: (row) => (
          <BulletBar
            plan={row.planMinor}
            fact={row.factMinor}
            due={row.workingDays.left > 0 ? row.dueMinor : null}
            scale={longest}
          />
        ),
      },
      {
        id: 'plan',
        header: words.plan,
        align: 'end',
        width: 110,
        value: (row) => row.planMinor,
        cell: (row) => <MoneyCell minor={row.planMinor} short />,
      },
      {
        id: 'fact',
        header: words.fact,
        align: 'end',
        width: 110,
        value: (row) => row.factMinor,
        cell: (row) => <MoneyCell minor={row.factMinor} short />,
      },
      {
        id: 'deviation',
        header: words.deviation,
        align: 'end',
        width: 130,
        value: (row) => row.deviationMinor,
        cell: (row) => <DeltaCell value={row.deviationMinor} as="money" good="up" />,
      },
      {
        id: 'forecast',
        header: words.forecast,
        align: 'end',
        width: 150,
        value: (row) => row.forecast?.value,
        cell: (row) =>
          row.forecast && (
            <TwoLines
              first={format.moneyCompact(row.forecast.value)}
              second={format.band(format.moneyCompact(row.forecast.low), format.moneyCompact(row.forecast.high))}
            />
          ),
      },
      {
        id: 'probability',
        header: words.probability,
        align: 'end',
        width: 110,
        value: (row) => row.forecast?.probability,
        cell: (row) => <ShareCell share={row.forecast?.probability ?? null} digits={0} />,
      },
    ]
  }, [words, rows, format])
  return (
    <Section title={words.title} flush>
      <DataTable
        id="home.teams"
        label={words.title}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.subjectId}
        rowTarget={(row) => planFactTarget({ period, line: row.subjectId })}
        height="auto"
        card={(row) => (
          <TwoLines
            first={row.name}
            second={`${format.moneyCompact(row.factMinor)} / ${format.moneyCompact(row.planMinor)} · ${format.share(row.forecast?.probability ?? null, { digits: 0 })}`}
          />
        )}
      />
    </Section>
  )
}
