import { Button } from '@mantine/core'
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { Page } from '#web/kit/page.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { NoticeLine } from './notice-line.tsx'
import css from './notices.module.css'
import { useNoticeTexts, useRead, useUnread } from './use-notices.ts'

const filterSchema = z.object({ state: z.enum(['unread', 'read']).optional(), kind: z.string().optional() })

/** Everything that I was told in the last months. */
export function NoticesPage() {
  const texts = useNoticeTexts()
  const [filters, change] = useSearchState(filterSchema)
  const unread = useUnread()
  const read = useRead()
  const settings = useQuery({ queryKey: ['notices', 'settings'], queryFn: () => api.notifications.settings({}) })
  const input = {
    ...(filters.state && { unread: filters.state === 'unread' }),
    ...(filters.kind && { kind: filters.kind }),
  }
  const list = useInfiniteQuery({
    queryKey: ['notices', 'list', input],
    queryFn: ({ pageParam }) => api.notifications.list({ ...input, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  const rows = list.data?.pages.flatMap((slice) => slice.rows)
  const isFiltered = Object.keys(input).length > 0
  return (
    <Page
      title={texts.page.title}
      width="narrow"
      actions={
        <>
          <Link to="/notices/settings">{texts.bell.settings}</Link>
          <Button
            variant="default"
            disabled={unread === 0}
            loading={read.isPending}
            onClick={() => read.mutate(undefined)}
          >
            {texts.bell.readAll}
          </Button>
        </>
      }
      filters={
        <FilterBar onReset={isFiltered ? () => change({ state: undefined, kind: undefined }) : undefined}>
          <FilterChoice
            label={texts.page.state}
            options={Object.entries(texts.page.states).map(([value, label]) => ({ value, label }))}
            values={filters.state ? [filters.state] : undefined}
            onChange={(values) => change({ state: values?.at(-1) as 'read' | 'unread' | undefined })}
          />
          <FilterChoice
            label={texts.page.kind}
            options={(settings.data?.kinds ?? []).map(({ kind, name }) => ({ value: kind, label: name }))}
            values={filters.kind ? [filters.kind] : undefined}
            onChange={(values) => change({ kind: values?.at(-1) })}
          />
        </FilterBar>
      }
    >
      {list.error ? (
        <ErrorState error={list.error} onRepeat={() => void list.refetch()} />
      ) : !rows ? (
        <SkeletonText lines={8} />
      ) : rows.length === 0 ? (
        <EmptyState
          icon={IconBell}
          title={isFiltered ? texts.page.emptyFiltered : texts.page.empty}
          text={isFiltered ? '' : texts.bell.emptyText}
        />
      ) : (
        <div className={css.sheet}>
          <ul className={css.list} aria-label={texts.page.title}>
            {rows.map((notice) => (
              <NoticeLine key={notice.id} notice={notice} />
            ))}
          </ul>
          {list.hasNextPage && (
            <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {texts.page.more}
            </Button>
          )}
        </div>
      )}
    </Page>
  )
}
