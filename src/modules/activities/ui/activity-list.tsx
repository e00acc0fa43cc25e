import { Button, UnstyledButton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { AudioPlayer } from '#web/kit/audio-player.tsx'
import { hasDraft, keepDraft } from '#web/kit/drafts.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import css from './activities.module.css'
import { ActivityForm, type Subject } from './activity-form.tsx'
import { ActivityPanel, type PanelView } from './activity-panel.tsx'
import { useActivityWords } from './activity-words.ts'
import { KindIcon } from './kind-icon.tsx'
import { type ActivityItem, useActivityTexts, useMayAdd } from './use-activities.ts'

type Props = {
  /** Whose contacts: of a deal, a company, a contact, or by a person. */
  of: Subject & { ownerId?: string }
  may: boolean
}

/** So high is the form with everything it asks for. */
const FORM_PX = 700

/** Where a form that a person opens would end below the window, it begins at the top of it. */
function showWhole(box: HTMLElement | null): void {
  if (box && window.innerHeight - box.getBoundingClientRect().top < FORM_PX) box.scrollIntoView({ block: 'start' })
}

/** Contacts with a client: what is planned first, then what took place, newest first; planning and recording. */
export function ActivityList({ of, may }: Props) {
  const texts = useActivityTexts()
  const mayAdd = useMayAdd() && may && of.ownerId === undefined
  const [adding, setAdding] = useState<'done' | 'planned'>()
  const [opened, setOpened] = useState<{ id: string; view: PanelView }>()
  const { ownerId, ...subject } = of
  const filter = { ...subject, ...(ownerId && { ownerIds: [ownerId] }) }
  const list = useInfiniteQuery({
    queryKey: ['activities', 'find', filter],
    queryFn: ({ pageParam }) => api.activities.find({ ...filter, limit: 30, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  const rows = list.data?.pages.flatMap((slice) => slice.rows)
  // Of planned ones the soonest matters most.
  const planned = rows?.filter(({ state }) => state === 'planned').toReversed() ?? []
  const past = rows?.filter(({ state }) => state !== 'planned') ?? []
  const draftKey = `activity.${of.dealId ?? of.companyId ?? of.contactId ?? ''}`
  const what = adding ?? (mayAdd && hasDraft(draftKey) ? 'done' : undefined)
  const lines = (items: readonly ActivityItem[]) =>
    items.map((activity) => (
      <Line
        key={activity.id}
        activity={activity}
        withClient={ownerId !== undefined}
        onOpen={(view) => setOpened({ id: activity.id, view })}
      />
    ))
  return (
    <div className={css.activities}>
      {mayAdd &&
        (what ? (
          <div ref={adding && showWhole} className={css.add}>
            <ActivityForm
              key={what}
              subject={subject}
              start={{ what }}
              onDone={() => setAdding(undefined)}
              onCancel={() => {
                keepDraft(draftKey, undefined)
                setAdding(undefined)
              }}
              draftKey={draftKey}
            />
          </div>
        ) : (
          <div className={css.buttons}>
            <Button variant="default" onClick={() => setAdding('done')}>
              {texts.add}
            </Button>
            <Button variant="default" onClick={() => setAdding('planned')}>
              {texts.plan}
            </Button>
          </div>
        ))}
      {list.error ? (
        <ErrorState error={list.error} onRepeat={() => void list.refetch()} />
      ) : !rows ? (
        <SkeletonText lines={5} />
      ) : rows.length === 0 ? (
        <p className={css.quiet}>
          {texts.empty} {mayAdd && texts.emptyHint}
        </p>
      ) : (
        <>
          {planned.length > 0 && (
            <section className={css.group}>
              <h3>{texts.plannedGroup}</h3>
              <ol className={css.list} aria-label={texts.plannedGroup}>
                {lines(planned)}
              </ol>
            </section>
          )}
          {past.length > 0 && (
            <section className={css.group}>
              {planned.length > 0 && <h3>{texts.pastGroup}</h3>}
              <ol className={css.list} aria-label={texts.activities}>
                {lines(past)}
              </ol>
            </section>
          )}
        </>
      )}
      {list.hasNextPage && (
        <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {texts.more}
        </Button>
      )}
      <ActivityPanel id={opened?.id} view={opened?.view ?? 'card'} onClose={() => setOpened(undefined)} />
    </div>
  )
}

type LineProps = { activity: ActivityItem; withClient: boolean; onOpen: (view: PanelView) => void }

function Line({ activity, withClient, onOpen }: LineProps) {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const format = useFormat()
  const [now] = useState(() => Date.now())
  const isLate = activity.state === 'planned' && Date.parse(activity.occurredAt) < now
  const detail = [
    withClient && words.client(activity),
    activity.title,
    activity.outcome?.name,
    activity.state === 'cancelled' && `${texts.states.cancelled}: ${activity.cancelReason ?? ''}`,
  ].filter(Boolean)
  return (
    <li data-state={activity.state}>
      <KindIcon kind={activity.kind} />
      <div>
        <UnstyledButton className={css.head} onClick={() => onOpen('card')}>
          <span className={css.said}>
            <strong>{texts.kinds[activity.kind]}</strong>
            {detail.length > 0 && <span>{detail.join(' · ')}</span>}
            {activity.durationS !== null && activity.durationS > 0 && (
              <span className={css.quiet}>{format.duration(activity.durationS)}</span>
            )}
            {!withClient && <span className={css.quiet}>{activity.owner?.name}</span>}
          </span>
          <time className={css.quiet} dateTime={activity.occurredAt} data-late={isLate || undefined}>
            {activity.state === 'planned'
              ? `${words.moment(activity.occurredAt)}${isLate ? ` · ${texts.late}` : ''}`
              : format.dateTime(activity.occurredAt)}
          </time>
        </UnstyledButton>
        {activity.result && <p>{activity.result}</p>}
        {activity.recordingUrl && (
          <AudioPlayer url={activity.recordingUrl} label={texts.recording.title} seconds={activity.durationS} />
        )}
      </div>
      {activity.state === 'planned' && activity.may.edit && (
        <Button variant="light" onClick={() => onOpen('report')}>
          {texts.actions.report}
        </Button>
      )}
    </li>
  )
}
