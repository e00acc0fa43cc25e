import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import type { PlanFactRow } from '#modules/planfact/contract.ts'
import { PlanFigure } from '#modules/planfact/ui/api.tsx'
import type { sellersContract } from '#modules/sellers/contract.ts'
import { sellersTarget } from '#modules/sellers/ui/api.tsx'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { BulletBar } from '#web/kit/bullet-bar.tsx'
import { MoneyCell, None, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import { DeltaCell } from '#web/kit/delta-cell.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import css from './home.module.css'
import { useHomeTexts } from './use-home.ts'

type Row = PlanFactRow & { seller: Outputs<typeof sellersContract>['table']['rows'][number] | undefined }

/** Every seller in one line: plan, fact, pace, win rate, what is open; whoever is furthest behind first. */
export function SellersTable({ period, rows }: { period: string; rows: readonly PlanFactRow[] | undefined }) {
  const { sellers: words } = useHomeTexts()
  const format = useFormat()
  const input = { period }
  const { data } = useQuery({ queryKey: ['sellers', 'table', input], queryFn: () => api.sellers.table(input) })
  const lines = useMemo(() => {
    const others = new Map(data?.rows.map((row) => [row.subjectId, row]))
    const people = rows?.filter((row) => row.level === 'person' && row.workingDays.total > 0)
    return people?.map((row): Row => ({ ...row, seller: others.get(row.subjectId) }))
  }, [rows, data])
  const columns = useMemo((): Column<Row>[] => {
    const { columns: names, hints } = words
    const longest = Math.max(1, ...(lines ?? []).map((row) => Math.max(row.planMinor ?? 0, row.factMinor)))
    const widest = Math.max(1, ...(lines ?? []).map((row) => Math.abs(row.deviationMinor ?? 0)))
    return [
      {
        id: 'name',
        header: names.name,
        always: true,
        width: 160,
        least: 152,
        value: (row) => row.name,
        cell: (row) => row.name,
      },
      {
        id: 'pace',
        header: names.pace,
        hint: hints.pace,
        width: 142,
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
        header: names.plan,
        align: 'end',
        width: 88,
        sortDownFirst: true,
        value: (row) => row.planMinor,
        cell: (row) => <MoneyCell minor={row.planMinor} short why={words.noPlan} />,
      },
      {
        id: 'fact',
        header: names.fact,
        align: 'end',
        width: 88,
        sortDownFirst: true,
        value: (row) => row.factMinor,
        cell: (row) => (
          <PlanFigure line={row} period={period} name="fact">
            <MoneyCell minor={row.factMinor} short />
          </PlanFigure>
        ),
      },
      {
        id: 'deviation',
        header: names.deviation,
        hint: hints.deviation,
        align: 'end',
        width: 164,
        value: (row) => row.deviationMinor,
        cell: (row) => (
          <PlanFigure line={row} period={period} name="deviation">
            <DeltaCell value={row.deviationMinor} as="money" good="up" scale={widest} why={words.noPlan} />
          </PlanFigure>
        ),
      },
      {
        id: 'runRate',
        header: names.runRate,
        align: 'end',
        width: 96,
        sortDownFirst: true,
        value: (row) => row.runRateMinor,
        cell: (row) => <MoneyCell minor={row.runRateMinor} short why={words.tooEarly} />,
      },
      {
        id: 'winRate',
        header: names.winRate,
        hint: hints.winRate,
        align: 'end',
        width: 170,
        sortDownFirst: true,
        value: ({ seller }) => (seller?.winRate.small ? null : seller?.winRate.share),
        cell: ({ seller }) => <WinRate rate={seller?.winRate} />,
      },
      {
        id: 'open',
        header: names.open,
        hint: hints.open,
        align: 'end',
        width: 96,
        spare: 1,
        sortDownFirst: true,
        value: ({ seller }) => seller?.open.amountMinor,
        cell: ({ seller }) => (seller ? <MoneyCell minor={seller.open.amountMinor} short /> : null),
      },
    ]
  }, [words, lines, period])
  return (
    <Section title={words.title} actions={<Link {...sellersTarget({ period })}>{words.all}</Link>} flush>
      <DataTable
        id="home.sellers"
        label={words.title}
        columns={columns}
        rows={lines}
        rowKey={(row) => row.subjectId}
        defaultSort="deviation"
        empty={<p className={`${css.padded} ${css.quiet}`}>{words.none}</p>}
        card={(row) => (
          <span className={css.card}>
            <TwoLines
              first={row.name}
              second={[
                `${words.columns.fact} ${format.moneyCompact(row.factMinor)}`,
                row.planMinor !== null && `${words.columns.plan} ${format.moneyCompact(row.planMinor)}`,
                row.deviationMinor !== null &&
                  `${words.columns.deviation} ${format.moneyCompact(row.deviationMinor, { signed: true })}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            />
            <BulletBar plan={row.planMinor} fact={row.factMinor} due={row.workingDays.left > 0 ? row.dueMinor : null} />
          </span>
        )}
        height="auto"
        skeletonRows={8}
      />
    </Section>
  )
}

function WinRate({ rate }: { rate: NonNullable<Row['seller']>['winRate'] | undefined }) {
  const { sellers: words } = useHomeTexts()
  const format = useFormat()
  if (!rate) return null
  if (rate.share === null) return <None why={words.noClosed} />
  return (
    <span
      className={rate.small ? css.quiet : undefined}
      title={rate.small ? words.small(format.number(rate.n)) : undefined}
    >
      <ShareCell share={rate.share} n={rate.n} low={rate.low ?? undefined} high={rate.high ?? undefined} />
    </span>
  )
}
