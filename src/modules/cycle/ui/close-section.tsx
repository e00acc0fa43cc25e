import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { JobProgress } from '#web/kit/job-progress.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import { ClosedFigures } from './closed-figures.tsx'
import { Corrections } from './corrections.tsx'
import css from './cycle.module.css'
import { type Closing, useCycleTexts, useCycleWork } from './use-cycle.ts'

const marks = { good: '✓', watch: '!', bad: '✕' }

/** The close of the months in sight: of those that are over the checklist, of closed ones their figures. */
export function CloseSection({ months, shown }: { months: readonly Closing[]; shown: string | undefined }) {
  const { today } = useViewer()
  const texts = useCycleTexts().close
  const over = months.filter(({ month }) => month < today.slice(0, 7))
  return (
    <>
      {over.length > 0 && (
        <Section title={texts.title}>
          <div className={css.months}>
            {over.map((one) => (
              <MonthClosing key={one.month} closing={one} />
            ))}
          </div>
        </Section>
      )}
      {months
        .filter(({ month, state }) => state === 'closed' && (shown === undefined || month === shown))
        .map(({ month }) => (
          <ClosedFigures key={month} month={month} />
        ))}
      {shown && <Corrections month={shown} />}
    </>
  )
}

function MonthClosing({ closing }: { closing: Closing }) {
  const texts = useCycleTexts().close
  const format = useFormat()
  const work = useCycleWork()
  const [asking, setAsking] = useState<'close' | 'reopen'>()
  const [words, setWords] = useState('')
  const month = format.period(closing.month)
  const go = async () => {
    const about = { month: closing.month }
    const answer = await work(() =>
      asking === 'reopen' ? api.cycle.reopen({ ...about, reason: words }) : api.cycle.close({ ...about, note: words }),
    )
    if (!answer) return
    setAsking(undefined)
    setWords('')
  }
  const isClosed = closing.state === 'closed'
  return (
    <article className={css.month} data-state={closing.state}>
      <header>
        <h3>{month}</h3>
        <span>{texts.states[closing.state]}</span>
      </header>
      {closing.state === 'closing' ? (
        <JobProgress
          title={texts.progress(month)}
          done={closing.done}
          total={closing.total}
          step={texts.steps[closing.step] ?? ''}
        />
      ) : (
        <ul>
          {closing.checklist.map((line) => (
            <li key={line.code} data-state={line.state}>
              <i aria-hidden>{marks[line.state]}</i>
              {line.path === null ? (
                <span>{texts.lines[line.code](line.count)}</span>
              ) : (
                <Link to={line.path}>{texts.lines[line.code](line.count)}</Link>
              )}
              {line.required && line.state !== 'good' && <small>{texts.required}</small>}
            </li>
          ))}
        </ul>
      )}
      {isClosed && (
        <p className={css.hint}>
          {texts.closedAt(format.dateTime(closing.closedAt), closing.closedBy?.name ?? texts.system)}
          {closing.note && ` · ${closing.note}`}
        </p>
      )}
      {closing.state === 'reopened' && (
        <p className={css.hint}>
          {texts.reopenedAt(
            format.dateTime(closing.reopenedAt),
            closing.reopenedBy?.name ?? texts.system,
            closing.reopenReason ?? '',
          )}
        </p>
      )}
      {isClosed && (
        <a href={`/api/cycle/${closing.month}/closing.pdf`} download>
          {texts.paper}
        </a>
      )}
      {closing.may.close && <Button onClick={() => setAsking('close')}>{texts.button}</Button>}
      {closing.may.reopen && (
        <Button variant="default" onClick={() => setAsking('reopen')}>
          {texts.reopen}
        </Button>
      )}
      <Modal
        opened={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={<strong>{asking === 'reopen' ? texts.reopenTitle(month) : texts.confirm(month)}</strong>}
        transitionProps={{ duration: 100 }}
      >
        {asking === 'close' && <p className={css.hint}>{texts.confirmText}</p>}
        <Textarea
          label={asking === 'reopen' ? texts.reason : texts.note}
          description={asking === 'reopen' ? texts.reasonHint : undefined}
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <div className={css.buttons}>
          <Button onClick={() => void go()}>{asking === 'reopen' ? texts.reopen : texts.button}</Button>
          <Button variant="default" onClick={() => setAsking(undefined)}>
            {texts.cancel}
          </Button>
        </div>
      </Modal>
    </article>
  )
}
