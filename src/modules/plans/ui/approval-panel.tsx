import { Button, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { PlanVersion } from '../contract/shapes.ts'
import type { PlanGrid } from './grid-model.ts'
import css from './plans.module.css'
import { ProposeForm } from './propose-form.tsx'
import { usePlansTexts } from './use-plans-texts.ts'
import { useWritten } from './use-slice.ts'
import { VersionCompare } from './version-compare.tsx'

/** Proposals of the plan: made by the head, decided by the director, seen by the owner; any two can be compared. */
export function ApprovalPanel({ grid, onClose }: { grid: PlanGrid; onClose: () => void }) {
  const texts = usePlansTexts()
  const words = texts.approval
  const [compared, setCompared] = useState<{ from: string; to?: string }>()
  const asked = { year: grid.year, metric: grid.metric }
  const { data, error, refetch } = useQuery({
    queryKey: ['plans', 'versions', asked],
    queryFn: () => api.plans.versions(asked),
  })
  return (
    <SidePanel opened onClose={onClose} title={words.title} width={560}>
      {compared ? (
        <VersionCompare
          {...compared}
          metric={grid.metric}
          versions={data?.rows ?? []}
          onTo={(to) => setCompared({ from: compared.from, ...(to && { to }) })}
          onBack={() => setCompared(undefined)}
        />
      ) : error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={8} />
      ) : (
        <>
          <p className={css.hint}>{words.intro}</p>
          {data.may.propose && <ProposeForm grid={grid} />}
          {data.rows.length === 0 && <p className={css.hint}>{words.none}</p>}
          <ul className={css.versions}>
            {data.rows.map((one) => (
              <Version
                key={one.id}
                one={one}
                mayDecide={data.may.decide}
                onCompare={() => setCompared({ from: one.id })}
              />
            ))}
          </ul>
        </>
      )}
    </SidePanel>
  )
}

function Version({ one, mayDecide, onCompare }: { one: PlanVersion; mayDecide: boolean; onCompare: () => void }) {
  const texts = usePlansTexts()
  const words = texts.approval
  const format = useFormat()
  const errorText = useErrorText()
  const client = useQueryClient()
  const { short } = useWritten(one.metric)
  const [note, setNote] = useState('')
  const decide = useMutation({
    mutationFn: (decision: 'approved' | 'returned' | 'withdrawn') =>
      sendInTurn(`plan:${one.id}`, one.version, (version) =>
        decision === 'withdrawn'
          ? api.plans.withdraw({ id: one.id, version })
          : api.plans.decide({ id: one.id, decision, version, ...(note.trim() && { note: note.trim() }) }),
      ),
    onSuccess: (_, decision) => say(words[decision]),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['planfact'] })
      return client.invalidateQueries({ queryKey: ['plans'] })
    },
  })
  const span =
    one.fromMonth === one.toMonth
      ? format.month(one.fromMonth)
      : `${format.month(one.fromMonth)} — ${format.month(one.toMonth)}`
  return (
    <li>
      <div className={css.head}>
        <span>{`${one.name}, ${span}. ${words.version(one.number)}`}</span>
        <span className={css.state} data-state={one.state}>
          {texts.versionStates[one.state]}
        </span>
      </div>
      <div>
        {words.was(short(one.amountMinor))}
        {one.presentMinor !== one.amountMinor && `, ${words.now(short(one.presentMinor))}`}
      </div>
      <small>{`${words.proposedBy(one.proposedBy ?? '', format.dateTime(one.proposedAt))}: ${one.reason}`}</small>
      {one.decidedAt && (
        <small>
          {[words.decidedBy(one.decidedBy ?? '', format.dateTime(one.decidedAt)), one.decisionNote]
            .filter(Boolean)
            .join(': ')}
        </small>
      )}
      {one.calendarChanged && one.state === 'approved' && <small className={css.warn}>{words.calendarChanged}</small>}
      {one.may.withdraw && mayDecide && <small>{words.own}</small>}
      {decide.error && <p role="alert">{errorText(decide.error)}</p>}
      {one.may.decide && (
        <Textarea
          label={words.note}
          autosize
          minRows={1}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      <div className={css.buttons}>
        {one.may.decide && (
          <>
            <Button loading={decide.isPending} onClick={() => decide.mutate('approved')}>
              {words.approve}
            </Button>
            <Button variant="default" disabled={decide.isPending} onClick={() => decide.mutate('returned')}>
              {words.giveBack}
            </Button>
          </>
        )}
        {one.may.withdraw && (
          <Button variant="default" loading={decide.isPending} onClick={() => decide.mutate('withdrawn')}>
            {words.withdraw}
          </Button>
        )}
        <Button variant="subtle" onClick={onCompare}>
          {words.compare}
        </Button>
      </div>
    </li>
  )
}
