import { Button } from '@mantine/core'
import IconCalendarOff from '@tabler/icons-react/dist/esm/icons/IconCalendarOff.mjs'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { DateCell } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import { useNormsTexts } from './use-norms.ts'

type Row = Awaited<ReturnType<typeof api.norms.excuses>>['rows'][number]

/** Days that do not count, who decided so and why. */
export function ExcusesTab({ period }: { period: string }) {
  const texts = useNormsTexts()
  const words = texts.excuse
  const client = useQueryClient()
  const errorText = useErrorText()
  const viewer = useViewer()
  const { data, error, refetch } = useQuery({
    queryKey: ['norms', 'excuses', period],
    queryFn: () => api.norms.excuses({ period }),
  })
  const columns = useMemo((): Column<Row>[] => {
    const undo = async ({ personId, day }: Row) => {
      try {
        await api.norms.unexcuse({ personId, days: [day] })
        await client.invalidateQueries({ queryKey: ['norms'] })
      } catch (thrown) {
        say(errorText(thrown), 'bad')
      }
    }
    return [
      {
        id: 'name',
        header: words.columns.name,
        always: true,
        width: 220,
        value: (row) => row.name,
        cell: (row) => row.name,
      },
      {
        id: 'day',
        header: words.columns.day,
        width: 120,
        value: (row) => row.day,
        cell: (row) => <DateCell day={row.day} />,
      },
      { id: 'reason', header: words.columns.reason, width: 360, value: (row) => row.reason, cell: (row) => row.reason },
      { id: 'by', header: words.columns.by, width: 200, value: (row) => row.by, cell: (row) => row.by },
      ...(can({ role: viewer.role }, 'excuse')
        ? [
            {
              id: 'undo',
              header: '',
              width: 150,
              cell: (row: Row) => (
                <Button variant="subtle" onClick={() => void undo(row)}>
                  {words.undo}
                </Button>
              ),
            },
          ]
        : []),
    ]
  }, [words, viewer.role, client, errorText])
  return (
    <DataTable
      id="norms.excuses"
      label={texts.tabs.excuses}
      columns={columns}
      rows={data?.rows}
      error={error}
      onRepeat={() => void refetch()}
      rowKey={(row) => `${row.personId} ${row.day}`}
      height="auto"
      empty={<EmptyState icon={IconCalendarOff} title={words.empty.title} text={words.empty.text} />}
    />
  )
}
