import { useCallback, useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { NumberCell, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { type Template, useRitualsTexts } from './use-rituals.ts'

/** When what comes back, how often in a row it was held, and how well. */
export function TemplateTable({ rows, onOpen }: { rows: readonly Template[]; onOpen: (id: string) => void }) {
  const texts = useRitualsTexts()
  const words = texts.templates
  const format = useFormat()
  const rhythm = useCallback(
    ({ every, weekDays, nth, startsAt }: Template) => {
      const days = weekDays.map((day) => words.dayNames[day - 1]).join(', ')
      const when =
        every === 'day'
          ? weekDays.length === 5
            ? words.everyWords.day
            : days
          : every === 'week'
            ? `${words.everyWords.week}, ${days}`
            : `${words.everyWords[every]}, ${words.nthWords(nth)}`
      return `${when}, ${startsAt}`
    },
    [words],
  )
  const columns = useMemo((): Column<Template>[] => {
    return [
      {
        id: 'name',
        header: words.name,
        always: true,
        width: 220,
        value: (row) => row.name,
        cell: (row) => <TwoLines first={row.name} second={texts.leads(row.leader.name)} />,
      },
      { id: 'rhythm', header: words.rhythm, width: 288, cell: rhythm },
      {
        id: 'next',
        header: words.next,
        width: 96,
        value: (row) => row.next ?? '',
        cell: (row) => (row.next ? format.day(row.next) : ''),
      },
      {
        id: 'streak',
        header: words.streak,
        width: 130,
        value: (row) => row.streak,
        cell: (row) => words.streakWords(row.streak),
      },
      {
        id: 'held',
        header: words.held,
        align: 'end',
        width: 128,
        value: (row) => (row.due === 0 ? null : row.held / row.due),
        cell: (row) => <ShareCell share={row.due === 0 ? null : row.held / row.due} n={row.due} digits={0} />,
      },
      {
        id: 'quality',
        header: words.quality,
        hint: words.qualityHint,
        align: 'end',
        width: 96,
        value: (row) => row.quality,
        cell: (row) => <ShareCell share={row.quality} digits={0} />,
      },
      {
        id: 'minutes',
        header: words.length,
        align: 'end',
        width: 90,
        hidden: true,
        cell: (row) => <NumberCell value={row.blocks.reduce((sum, block) => sum + block.minutes, 0)} />,
      },
    ]
  }, [texts, words, format, rhythm])
  return (
    <DataTable
      id="rituals.templates"
      label={words.title}
      columns={columns}
      rows={[...rows]}
      rowKey={(row) => row.id}
      onOpen={(row) => onOpen(row.id)}
      card={(row) => (
        <TwoLines
          first={`${row.name}: ${rhythm(row)}`}
          second={[texts.leads(row.leader.name), words.streakWords(row.streak)].join(' · ')}
        />
      )}
      height="auto"
    />
  )
}
