import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, NumberCell, TwoLines } from '#web/kit/cells.tsx'
import type { Target } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { NothingOwed } from './first-steps.tsx'
import css from './payments.module.css'
import { type Receivable, usePaymentsTexts } from './use-payments.ts'

type Owed = Pick<Receivable, 'owedMinor' | 'overdueMinor' | 'ages'>

/** Who owes how much and since when, by client or by seller; each line opens its invoices. */
export function DebtsView({ by }: { by: 'company' | 'seller' }) {
  const texts = usePaymentsTexts()
  const format = useFormat()
  const query = useQuery({
    queryKey: ['payments', 'receivables', by],
    queryFn: () => api.payments.receivables({ by }),
  })
  const rows = query.data?.rows
  const others = query.data?.others
  const columns = useMemo((): Column<Receivable>[] => {
    const { columns: names } = texts
    const nameOf = (row: Receivable) => row.subject?.name ?? (by === 'seller' ? texts.nobody : texts.noCompany)
    const sum = (pick: (row: Owed) => number) => (
      <MoneyCell minor={(rows ?? []).reduce((all, row) => all + pick(row), others ? pick(others) : 0)} short />
    )
    const money = (id: string, header: string, pick: (row: Owed) => number): Column<Receivable> => ({
      id,
      header,
      width: 96,
      align: 'end',
      sortDownFirst: true,
      value: pick,
      cell: (row) => (pick(row) === 0 ? texts.nothingPrinted : <MoneyCell minor={pick(row)} short />),
      footer: sum(pick),
    })
    return [
      {
        id: 'name',
        header: by === 'seller' ? names.owner : names.client,
        always: true,
        width: 260,
        least: 180,
        value: nameOf,
        cell: nameOf,
      },
      money('owed', names.owed, (row) => row.owedMinor),
      money('overdue', names.overdue, (row) => row.overdueMinor),
      ...[names.notDue, names.to30, names.to60, names.to90, names.over90].map((header, index) =>
        money(`age${index}`, header, (row) => row.ages[index] ?? 0),
      ),
      {
        id: 'invoices',
        header: names.invoices,
        width: 72,
        spare: 1,
        align: 'end',
        value: (row) => row.invoices,
        cell: (row) => <NumberCell value={row.invoices} />,
      },
      {
        id: 'oldest',
        header: names.oldest,
        width: 104,
        align: 'end',
        value: (row) => row.oldestDays,
        cell: (row) => (row.oldestDays > 0 ? texts.late(row.oldestDays) : texts.nothingPrinted),
      },
    ]
  }, [texts, rows, others, by])
  const target = ({ subject }: Receivable): Target => ({
    to: '/payments',
    search: {
      ...(subject && (by === 'seller' ? { owner: subject.id } : { text: subject.name })),
    },
  })
  return (
    <>
      <DataTable
        id={`payments.debts.${by}`}
        label={texts.views.debts}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.subject?.id ?? 'nobody'}
        rowTarget={target}
        defaultSort="-owed"
        error={query.error}
        onRepeat={() => void query.refetch()}
        height="auto"
        card={(row) => (
          <TwoLines
            first={
              <span className={css.line}>
                <span>{row.subject?.name ?? texts.nobody}</span>
                <span className={css.figure}>{format.money(row.owedMinor)}</span>
              </span>
            }
            second={row.overdueMinor > 0 && `${texts.columns.overdue}: ${format.money(row.overdueMinor)}`}
          />
        )}
        empty={<NothingOwed />}
      />
      {others && others.n > 0 && (
        <p className={css.quiet}>{texts.otherDebtors(others.n, format.money(others.owedMinor))}</p>
      )}
    </>
  )
}
