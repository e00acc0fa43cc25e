import { Button } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { api } from '#web/api.ts'
import { SidePanel } from '#web/kit/side-panel.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import css from './imports.module.css'
import { type ImportResult, useImportTexts } from './use-imports.ts'

type Reason = ImportResult['reasons'][number]
type ReportLine = Awaited<ReturnType<typeof api.imports.rows>>['rows'][number]

/** Why rows were rejected or changed, each reason with an example and the list of its rows. */
export function ReasonsTable({ id, reasons }: { id: string; reasons: readonly Reason[] }) {
  const texts = useImportTexts()
  const format = useFormat()
  const [shown, setShown] = useState<Reason | null>(null)
  return (
    <>
      <table className={css.table}>
        <tbody>
          {reasons.map((reason) => {
            const [example] = reason.examples
            return (
              <tr key={reason.reason} data-tone={reason.severity === 'rejected' ? 'bad' : undefined}>
                <td>{reason.message}</td>
                <td className={css.count}>{texts.rows(reason.rows)}</td>
                <td className={css.samples}>
                  {example && `${texts.check.line} ${format.number(example.line)}`}
                  {example?.column && ` · ${example.column}`}
                  {example?.value && ` · ${example.value}`}
                </td>
                <td>
                  <Button variant="subtle" size="compact-sm" onClick={() => setShown(reason)}>
                    {texts.check.show}
                  </Button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <SidePanel opened={shown !== null} onClose={() => setShown(null)} title={shown?.message ?? ''} width={720}>
        {shown && <ReasonRows id={id} reason={shown.reason} />}
      </SidePanel>
    </>
  )
}

function ReasonRows({ id, reason }: { id: string; reason: Reason['reason'] }) {
  const texts = useImportTexts()
  const list = useCursorList<ReportLine>(['imports', 'rows', { id, reason }], (cursor) =>
    api.imports.rows({ id, reason, limit: 100, ...(cursor && { cursor }) }),
  )
  const own = (row: ReportLine) => row.problems.filter((problem) => problem.reason === reason)
  const columns: Column<ReportLine>[] = [
    { id: 'line', header: texts.check.line, width: 80, align: 'end', always: true, cell: (row) => row.line },
    { id: 'column', header: texts.check.column, width: 150, cell: (row) => own(row)[0]?.column },
    { id: 'value', header: texts.check.value, width: 180, cell: (row) => own(row)[0]?.value },
    {
      id: 'message',
      header: texts.check.reason,
      width: 320,
      cell: (row) =>
        own(row)
          .map(({ message }) => message)
          .join('; '),
    },
  ]
  return (
    <DataTable
      id="imports.rows"
      label={texts.check.report}
      columns={columns}
      {...list}
      rowKey={(row) => String(row.line)}
      height="fill"
      empty={null}
    />
  )
}
