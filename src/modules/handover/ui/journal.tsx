import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { say } from '#web/kit/toast.tsx'
import css from './handover.module.css'
import { type JournalRow, useHandoverTexts, useHandoverWork } from './use-handover.ts'

/** What was handed over by whom to whom, with the way back. */
export function HandoverJournal() {
  const texts = useHandoverTexts()
  const format = useFormat()
  const work = useHandoverWork()
  const [asked, setAsked] = useState<JournalRow>()
  const list = useCursorList<JournalRow>(['handover', 'journal'], (cursor) =>
    api.handover.journal(cursor ? { cursor } : {}),
  )
  const whatOf = (row: JournalRow) =>
    [texts.records(row.moved || row.total), row.dealsMinor > 0 && format.moneyCompact(row.dealsMinor), row.note]
      .filter(Boolean)
      .join(' · ')
  const columns = useMemo((): Column<JournalRow>[] => {
    const words = texts.columns
    return [
      { id: 'from', header: words.from, always: true, width: 155, cell: (row) => row.from.name },
      { id: 'to', header: words.to, width: 150, cell: (row) => row.to.map(({ name }) => name).join(', ') },
      { id: 'what', header: words.what, width: 195, cell: whatOf },
      {
        id: 'state',
        header: words.state,
        width: 120,
        cell: (row) => (
          <TwoLines
            first={texts.states[row.state]}
            second={row.state === 'undone' ? texts.undone(row.returned, row.kept) : null}
          />
        ),
      },
      { id: 'by', header: words.by, width: 145, cell: (row) => row.by.name },
      { id: 'when', header: words.when, width: 140, cell: (row) => format.dateTime(row.createdAt) },
      {
        id: 'undo',
        header: '',
        always: true,
        width: 110,
        cell: (row) =>
          row.may.undo && (
            <Button variant="subtle" size="compact-sm" aria-label={texts.undo} onClick={() => setAsked(row)}>
              {texts.undoInRow}
            </Button>
          ),
      },
    ]
    // The words of a row are made of the same texts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [texts, format])
  const undo = async (row: JournalRow) => {
    const done = await work(() => api.handover.undo({ id: row.id }))
    setAsked(undefined)
    if (done?.state === 'undone') say(texts.undone(done.returned, done.kept))
  }
  return (
    <Section title={texts.journal} hint={texts.journalHint} flush>
      <DataTable
        id="handover.journal"
        label={texts.journal}
        columns={columns}
        {...list}
        rowKey={(row) => row.id}
        height="auto"
        skeletonRows={3}
        card={(row) => (
          <TwoLines
            first={`${row.from.name} → ${row.to.map(({ name }) => name).join(', ')}`}
            second={`${format.dateTime(row.createdAt)} · ${texts.states[row.state]} · ${whatOf(row)}`}
          />
        )}
        empty={<p className={css.empty}>{texts.noJournal}</p>}
      />
      <ConfirmDialog
        opened={asked !== undefined}
        title={texts.undoTitle}
        text={texts.undoText(asked?.from.name ?? '')}
        confirm={texts.undo}
        onConfirm={() => (asked ? undo(asked) : undefined)}
        onCancel={() => setAsked(undefined)}
      />
    </Section>
  )
}
