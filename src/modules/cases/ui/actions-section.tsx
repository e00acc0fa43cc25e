import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { DateCell } from '#web/kit/cells.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { CaseDetail } from '../contract.ts'
import { ActionDialog } from './action-dialog.tsx'
import css from './cases.module.css'
import { EffectLine } from './effect-line.tsx'
import { commandCase, useCaseChanged, useCasesTexts } from './use-cases.ts'

/** What was decided, who does it, and what came of it. */
export function ActionsSection({ one }: { one: CaseDetail }) {
  const texts = useCasesTexts()
  const words = texts.actions
  const format = useFormat()
  const errorText = useErrorText()
  const changed = useCaseChanged()
  const [isOpen, setOpen] = useState(false)
  const [busy, setBusy] = useState('')
  const run = async (what: string, work: () => Promise<CaseDetail>, done?: string) => {
    setBusy(what)
    try {
      changed(await work())
      if (done) say(done)
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    } finally {
      setBusy('')
    }
  }
  const end = (actionId: string, state: 'done' | 'cancelled') =>
    run(`${actionId} ${state}`, () =>
      commandCase(one, (version) => api.cases.endAction({ id: one.id, version, actionId, state })),
    )
  const hasWork = one.actionList.some((action) => action.state !== 'cancelled')
  return (
    <Section
      title={words.title}
      actions={
        one.may.act && (
          <>
            {hasWork && (
              <Button
                variant="default"
                loading={busy === 'check'}
                onClick={() => void run('check', () => api.cases.check({ id: one.id }), words.checked)}
              >
                {words.check}
              </Button>
            )}
            <Button onClick={() => setOpen(true)}>{words.add}</Button>
          </>
        )
      }
    >
      {one.actionList.length === 0 && <p className={css.quiet}>{words.none}</p>}
      <ul className={css.actions}>
        {one.actionList.map((action) => (
          <li key={action.id} data-off={action.state === 'cancelled' || undefined}>
            <div className={css.actionHead}>
              <b>{action.title}</b>
              <span className={css.quiet}>{words.state[action.state]}</span>
            </div>
            <dl className={css.facts}>
              <div>
                <dt>{words.doer}</dt>
                <dd>{action.doer.name}</dd>
              </div>
              <div>
                <dt>{words.dueOn}</dt>
                <dd>
                  <DateCell day={action.dueOn} />
                </dd>
              </div>
              <div>
                <dt>{words.reviewOn}</dt>
                <dd>
                  <DateCell day={action.reviewOn} />
                </dd>
              </div>
              {action.expectedMinor !== null && (
                <div>
                  <dt>{words.expected}</dt>
                  <dd>{format.moneyCompact(action.expectedMinor, { signed: true })}</dd>
                </div>
              )}
              {action.taskId && (
                <div>
                  <dt />
                  <dd>
                    <Link to="/tasks" search={{ task: action.taskId }}>
                      {words.task}
                    </Link>
                  </dd>
                </div>
              )}
            </dl>
            {action.state !== 'cancelled' && <EffectLine effect={action.effect} />}
            {one.may.act && action.state === 'planned' && (
              <div className={css.buttons}>
                <Button
                  variant="default"
                  loading={busy === `${action.id} done`}
                  onClick={() => void end(action.id, 'done')}
                >
                  {words.done}
                </Button>
                <Button
                  variant="subtle"
                  loading={busy === `${action.id} cancelled`}
                  onClick={() => void end(action.id, 'cancelled')}
                >
                  {words.cancel}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {isOpen && <ActionDialog one={one} onClose={() => setOpen(false)} />}
    </Section>
  )
}
