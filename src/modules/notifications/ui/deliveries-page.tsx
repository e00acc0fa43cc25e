import { Button } from '@mantine/core'
import IconMailFast from '@tabler/icons-react/dist/esm/icons/IconMailFast.mjs'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { NothingFound } from '#web/kit/nothing-found.tsx'
import { Page } from '#web/kit/page.tsx'
import { useGo, useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { deliveryState } from '../contract.ts'
import { type Delivery, useNoticeTexts } from './use-notices.ts'

const sent = z.enum(['email', 'push', 'telegram'])
const filterSchema = z.object({ state: deliveryState.optional(), channel: sent.optional() })

/** What was sent to whom and what became of it. */
export function DeliveriesPage() {
  const texts = useNoticeTexts()
  const format = useFormat()
  const go = useGo()
  const [filters, change] = useSearchState(filterSchema)
  const input = {
    ...(filters.state && { state: filters.state }),
    ...(filters.channel && { channel: filters.channel }),
  }
  const list = useCursorList(['notices', 'deliveries', input], (cursor) =>
    api.notifications.deliveries({ ...input, ...(cursor && { cursor }) }),
  )
  const columns = useColumns()
  const isFiltered = Object.keys(input).length > 0
  return (
    <Page
      title={texts.log.title}
      layout="fill"
      filters={
        <FilterBar onReset={isFiltered ? () => change({ state: undefined, channel: undefined }) : undefined}>
          <FilterChoice
            label={texts.log.state}
            options={Object.entries(texts.log.states).map(([value, label]) => ({ value, label }))}
            values={filters.state ? [filters.state] : undefined}
            onChange={(values) => change({ state: deliveryState.safeParse(values?.at(-1)).data })}
          />
          <FilterChoice
            label={texts.log.channel}
            options={sent.options.map((value) => ({ value, label: texts.channels[value] }))}
            values={filters.channel ? [filters.channel] : undefined}
            onChange={(values) => change({ channel: sent.safeParse(values?.at(-1)).data })}
          />
        </FilterBar>
      }
    >
      <DataTable
        id="notices.deliveries"
        label={texts.log.title}
        columns={columns}
        {...list}
        rowKey={(one) => one.id}
        rowTone={(one) => (one.state === 'failed' ? 'bad' : undefined)}
        card={(one) => (
          <TwoLines
            first={`${one.kindName} · ${one.person?.name ?? ''}`}
            second={[texts.channels[one.channel], texts.log.states[one.state], format.dateTime(one.createdAt)].join(
              ' · ',
            )}
          />
        )}
        empty={
          isFiltered ? (
            <NothingFound onReset={() => change({ state: undefined, channel: undefined })} />
          ) : (
            <EmptyState
              icon={IconMailFast}
              title={texts.log.empty}
              text={texts.log.emptyText}
              action={<Button onClick={() => go({ to: '/settings/channels' })}>{texts.log.toChannels}</Button>}
            />
          )
        }
      />
    </Page>
  )
}

function useColumns(): Column<Delivery>[] {
  const texts = useNoticeTexts()
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'at', header: texts.log.at, always: true, width: 160, cell: (one) => format.dateTime(one.createdAt) },
      { id: 'person', header: texts.log.person, width: 200, cell: (one) => one.person?.name ?? '' },
      { id: 'kind', header: texts.log.kind, width: 220, cell: (one) => one.kindName },
      { id: 'channel', header: texts.log.channel, width: 120, cell: (one) => texts.channels[one.channel] },
      {
        id: 'state',
        header: texts.log.state,
        width: 260,
        cell: (one) =>
          one.nextTryAt && one.tries > 0
            ? `${texts.log.states[one.state]}, ${texts.log.nextTry(format.dateTime(one.nextTryAt))}`
            : texts.log.states[one.state],
      },
      { id: 'tries', header: texts.log.tries, align: 'end', width: 90, cell: (one) => one.tries },
      { id: 'problem', header: texts.log.problem, width: 280, cell: (one) => one.problem ?? '' },
      { id: 'retry', header: '', width: 170, cell: (one) => one.state === 'failed' && <Retry id={one.id} /> },
    ],
    [texts, format],
  )
}

function Retry({ id }: { id: string }) {
  const { log: texts } = useNoticeTexts()
  const client = useQueryClient()
  const errorText = useErrorText()
  const retry = useMutation({
    mutationFn: () => api.notifications.retryDelivery({ id }),
    onSuccess: () => {
      say(texts.retried)
      void client.invalidateQueries({ queryKey: ['notices', 'deliveries'] })
    },
    onError: (error) => say(errorText(error), 'bad'),
  })
  return (
    <Button variant="subtle" loading={retry.isPending} onClick={() => retry.mutate()}>
      {texts.retry}
    </Button>
  )
}
