import { Button, Checkbox, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { Link, usePathParam } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { BlockContent } from './block-content.tsx'
import { BlockNote } from './block-note.tsx'
import { Clock } from './clock.tsx'
import { Decisions } from './decisions.tsx'
import { MeetingMode } from './meeting-mode.tsx'
import css from './rituals.module.css'
import { type Ritual, useRitual, useRitualsTexts, useRitualWork } from './use-rituals.ts'

/** One meeting: its page is ready before anybody opens it. */
export function RitualPage() {
  const key = usePathParam('key')
  const texts = useRitualsTexts()
  const { data, error, refetch } = useRitual(key)
  if (error && !data)
    return (
      <Page title={texts.title}>
        <ErrorState error={error} onRepeat={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <Page title={texts.title}>
        <SkeletonText lines={12} />
      </Page>
    )
  return <Meeting ritual={data} />
}

function Meeting({ ritual }: { ritual: Ritual }) {
  const texts = useRitualsTexts()
  const words = texts.page
  const format = useFormat()
  const work = useRitualWork(ritual.key)
  const errorText = useErrorText()
  const [isFull, setFull] = useState(false)
  const [isCancelling, setCancelling] = useState(false)
  const [reason, setReason] = useState('')
  const { key, may, state } = ritual
  const isOpen = state !== 'held' && state !== 'cancelled'
  const send = () =>
    api.rituals.send({ key }).then(
      () => say(words.sent),
      (thrown: unknown) => say(errorText(thrown), 'bad'),
    )
  const cancel = async () => {
    if (await work(() => api.rituals.cancel({ key, reason }))) setCancelling(false)
  }
  const here = (personId: string, isHere: boolean) =>
    work(({ version, participants }) => {
      const absent = participants.filter((one) => one.absent).map(({ id }) => id)
      const absentIds = isHere ? absent.filter((id) => id !== personId) : [...absent, personId]
      return api.rituals.edit({ key, version, absentIds })
    })
  return (
    <Page
      title={ritual.person ? texts.of(ritual.name, ritual.person.name) : ritual.name}
      scope={[
        `${format.weekday(ritual.day)}, ${format.dayFull(ritual.day)}, ${format.time(ritual.startsAt)}`,
        texts.minutes(format.number(ritual.minutes)),
        texts.leads(ritual.leader.name),
        texts.states[state],
        ritual.quality !== null && words.quality(format.share(ritual.quality, { digits: 0 })),
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <>
          <Clock ritual={ritual} />
          {may.lead && isOpen && state !== 'running' && (
            <Button variant="subtle" onClick={() => setCancelling(true)}>
              {words.cancel}
            </Button>
          )}
          {state === 'held' && (
            <Button
              component="a"
              variant="default"
              className={css.file ?? ''}
              href={`/api/rituals/${key}/protocol.pdf`}
              download
            >
              {words.protocolFile}
            </Button>
          )}
          {may.lead && state === 'held' && (
            <Button variant="default" onClick={() => void send()}>
              {words.send}
            </Button>
          )}
          <Button variant="default" onClick={() => setFull(true)}>
            {words.meeting}
          </Button>
          {may.lead && isOpen && state !== 'running' && (
            <Button onClick={() => void work(() => api.rituals.start({ key }))}>{words.start}</Button>
          )}
          {may.lead && state === 'running' && (
            <Button onClick={() => void work(() => api.rituals.end({ key }))}>{words.end}</Button>
          )}
        </>
      }
    >
      {state === 'held' && <p className={css.hint}>{words.frozen}</p>}
      {state === 'cancelled' && <p className={css.hint}>{words.cancelled(ritual.cancelReason ?? '')}</p>}
      <div className={css.agenda}>
        <div className={css.main}>
          {ritual.blocks.map((block, index) => (
            <Section
              key={`${index} ${block.kind}`}
              title={texts.blocks[block.kind]}
              hint={texts.minutes(format.number(block.minutes))}
            >
              <BlockContent block={block} />
              <BlockNote ritual={ritual} block={block.kind} />
            </Section>
          ))}
        </div>
        <div className={css.side}>
          <Decisions ritual={ritual} />
          <Section title={words.participants}>
            <ul className={css.people}>
              {ritual.participants.map((one) => (
                <li key={one.id}>
                  <Checkbox
                    label={one.name}
                    description={one.away ? words.away : one.absent ? words.absent : undefined}
                    checked={!one.absent && !one.away}
                    disabled={!may.lead || state === 'cancelled' || one.away}
                    onChange={(event) => void here(one.id, event.currentTarget.checked)}
                  />
                </li>
              ))}
            </ul>
          </Section>
          <nav className={css.around} data-no-print aria-label={texts.title}>
            {ritual.previous && (
              <Link to={`/rituals/${ritual.previous.key}`}>{words.previousHeld(format.day(ritual.previous.day))}</Link>
            )}
            {ritual.next && (
              <Link to={`/rituals/${ritual.next.key}`}>{words.nextDue(format.day(ritual.next.day))}</Link>
            )}
            <Link to="/rituals">{words.back}</Link>
          </nav>
        </div>
      </div>
      {isFull && <MeetingMode ritual={ritual} onClose={() => setFull(false)} />}
      <Modal
        opened={isCancelling}
        onClose={() => setCancelling(false)}
        title={<strong>{words.cancel}</strong>}
        transitionProps={{ duration: 100 }}
      >
        <Textarea
          label={words.reason}
          data-autofocus
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={css.buttons}>
          <Button onClick={() => void cancel()}>{words.cancel}</Button>
          <Button variant="default" onClick={() => setCancelling(false)}>
            {words.close}
          </Button>
        </div>
      </Modal>
    </Page>
  )
}
