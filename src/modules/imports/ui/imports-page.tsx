import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs'
import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { api } from '#web/api.ts'
import { DateCell, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { useViewer } from '#web/session.tsx'
import { KINDS } from '../calc/targets.ts'
import { can } from '../policy.ts'
import { UploadZone } from './upload-zone.tsx'
import { type ImportSummary, isRunning, useImportTexts, useImportWords } from './use-imports.ts'

const PAGE = 50

/** Where files come in, and what became of all that came before. */
export function ImportsPage() {
  const texts = useImportTexts()
  const words = useImportWords()
  const format = useFormat()
  const viewer = useViewer()
  const list = useCursorList<ImportSummary>(['imports', 'list'], (cursor) =>
    api.imports.list({ limit: PAGE, ...(cursor && { cursor }) }),
  )
  const columns = useMemo((): Column<ImportSummary>[] => {
    const result = ({ counts, error }: ImportSummary) =>
      error ? error.message : counts ? texts.columns.counts(counts.create, counts.update, counts.rejected) : ''
    return [
      { id: 'file', header: texts.columns.file, always: true, width: 320, least: 200, cell: (row) => row.fileName },
      { id: 'kind', header: texts.columns.kind, width: 170, least: 116, cell: (row) => words.kinds[row.kind] },
      { id: 'status', header: texts.columns.status, width: 160, least: 116, cell: (row) => words.statuses[row.status] },
      { id: 'rows', header: texts.columns.rows, width: 80, align: 'end', cell: (row) => format.number(row.rows) },
      { id: 'result', header: texts.columns.result, width: 260, least: 170, cell: result },
      { id: 'who', header: texts.columns.who, width: 160, least: 116, cell: (row) => row.createdBy.name },
      { id: 'when', header: texts.columns.when, width: 133, cell: (row) => format.dateTime(row.createdAt) },
    ]
  }, [texts, words, format])
  const kinds = KINDS.filter((kind) => can({ role: viewer.role, readOnly: viewer.role === 'auditor' }, kind))
  const onlyKind = kinds.length === 1 ? kinds[0] : undefined
  return (
    <Page title={texts.title}>
      {kinds.length > 0 && <UploadZone onlyKind={onlyKind} />}
      <Section title={texts.journal} flush>
        <DataTable
          id="imports.list"
          label={texts.journal}
          columns={columns}
          {...list}
          rowKey={(row) => row.id}
          rowTarget={(row) => ({ to: `/imports/${row.id}` })}
          rowTone={(row) =>
            row.status === 'failed'
              ? 'bad'
              : row.status === 'reverted' || row.status === 'cancelled'
                ? 'quiet'
                : undefined
          }
          height="auto"
          card={(row) => (
            <TwoLines
              first={row.fileName}
              second={
                <>
                  {words.kinds[row.kind]} · {words.statuses[row.status]}
                  {!isRunning(row) &&
                    row.counts &&
                    ` · ${texts.columns.counts(row.counts.create, row.counts.update, row.counts.rejected)}`}{' '}
                  · <DateCell day={format.dayOf(row.createdAt)} />
                </>
              }
            />
          )}
          empty={
            <EmptyState
              icon={IconFileImport}
              title={texts.empty.title}
              text={texts.empty.text}
              steps={texts.empty.steps}
            />
          }
        />
      </Section>
    </Page>
  )
}
