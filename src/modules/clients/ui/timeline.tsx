import { Button } from '@mantine/core'
import IconArrowRight from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs'
import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs'
import IconCash from '@tabler/icons-react/dist/esm/icons/IconCash.mjs'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconGitMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs'
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs'
import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs'
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs'
import IconMessage from '@tabler/icons-react/dist/esm/icons/IconMessage.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import IconTrophy from '@tabler/icons-react/dist/esm/icons/IconTrophy.mjs'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ChangedValues } from '#web/kit/changed-values.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Link, type NavIcon } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import type { ClientKind, TimelineKind } from '../contract.ts'
import css from './clients.module.css'
import { contactTarget, type Entry, useClientsTexts } from './use-clients.ts'

const icons: Record<TimelineKind, NavIcon> = {
  added: IconPlus,
  edited: IconPencil,
  merged: IconGitMerge,
  unmerged: IconGitMerge,
  erased: IconX,
  deal_added: IconBriefcase,
  deal_moved: IconArrowRight,
  deal_won: IconTrophy,
  deal_lost: IconX,
  activity: IconPhone,
  task: IconCheck,
  lead: IconInbox,
  payment: IconCash,
}

const activityIcons: Record<string, NavIcon> = {
  meeting: IconUsers,
  demo: IconDeviceDesktop,
  email: IconMail,
  message: IconMessage,
}

/** All that happened with a client, newest first. */
export function Timeline({ kind, id }: { kind: ClientKind; id: string }) {
  const { timeline: words } = useClientsTexts()
  const list = useInfiniteQuery({
    queryKey: ['clients', 'timeline', { kind, id }],
    queryFn: ({ pageParam }) => api.clients.timeline({ kind, id, limit: 40, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  const rows = list.data?.pages.flatMap((slice) => slice.rows)
  if (list.error) return <ErrorState error={list.error} onRepeat={() => void list.refetch()} />
  if (!rows) return <SkeletonText lines={8} />
  if (rows.length === 0) return <p className={css.quiet}>{words.empty}</p>
  return (
    <>
      <ol className={css.timeline}>
        {rows.map((entry) => (
          <Line key={entry.id} entry={entry} />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </>
  )
}

function Line({ entry }: { entry: Entry }) {
  const { timeline: words } = useClientsTexts()
  const format = useFormat()
  const Icon = (entry.kind === 'activity' && activityIcons[entry.title ?? '']) || icons[entry.kind]
  const { kind, deal, contact, title, from, text, amountMinor, durationS, done } = entry
  const head = kind === 'activity' ? (words.activities[title ?? ''] ?? title) : words.kinds[kind]
  return (
    <li data-kind={kind}>
      <Icon size={16} stroke={1.5} />
      <div>
        <div className={css.entryHead}>
          <strong>{head}</strong>
          {kind === 'activity' && from && <span>{from}</span>}
          {kind !== 'activity' && kind !== 'deal_moved' && title && <span>{title}</span>}
          {kind === 'activity' && !done && <span className={css.tag}>{words.planned}</span>}
          {kind === 'task' && !done && <span className={css.tag}>{words.openTask}</span>}
          {kind === 'merged' && !done && <span className={css.tag}>{words.undone}</span>}
          {durationS !== null && durationS > 0 && <span className={css.quiet}>{format.duration(durationS)}</span>}
          {amountMinor !== null && kind !== 'deal_moved' && <span>{format.money(amountMinor)}</span>}
          <span className={css.quiet}>{entry.by?.name}</span>
          {entry.source && words.sources[entry.source] && (
            <span className={css.quiet}>{words.sources[entry.source]}</span>
          )}
          <time className={css.quiet} dateTime={entry.at}>
            {kind === 'payment' ? format.dayFull(format.dayOf(entry.at)) : format.dateTime(entry.at)}
          </time>
        </div>
        {kind === 'deal_moved' && (
          <div className={css.move}>
            {from} <IconArrowRight size={12} aria-hidden /> {title}
          </div>
        )}
        {text && <p className={css.entryText}>{text}</p>}
        {entry.changes.length > 0 && <Changes changes={entry.changes} />}
        {(deal ?? contact) && (
          <div className={css.entryLinks}>
            {deal && <Link to={`/deals/${deal.id}`}>{deal.name}</Link>}
            {contact && <Link {...contactTarget(contact.id)}>{contact.name}</Link>}
          </div>
        )}
      </div>
    </li>
  )
}

function Changes({ changes }: { changes: Entry['changes'] }) {
  const { timeline: words, fields } = useClientsTexts()
  const shown = (value: string | number | boolean | null) =>
    value === null || value === '' ? words.empty2 : typeof value === 'boolean' ? (value ? words.yes : words.no) : value
  return (
    <ChangedValues
      values={changes.map(({ field, from, to, erased }) => ({
        key: field,
        label: fields[field] ?? field,
        from: shown(from),
        to: shown(to),
        erased: erased ? words.erasedValue : undefined,
      }))}
    />
  )
}
