import { Button, Menu, Slider, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { metricsTarget } from '#modules/metrics/ui/api.tsx'
import { GoalTasks } from './goal-tasks.tsx'
import css from './goals.module.css'
import { ProgressBar } from './progress-bar.tsx'
import {
  type GoalAnswer,
  type GoalRow,
  isBehind,
  useGoal,
  useGoalsTexts,
  useGoalValue,
  useMetricNames,
} from './use-goals.ts'

type Props = { id: string; onClose: () => void; onEdit: (goal: GoalRow) => void; onOpen: (id: string) => void }

/** A goal opened: its figure and formula, what was said of it, its tasks. */
export function GoalPanel({ id, onClose, onEdit, onOpen }: Props) {
  const { data, error, refetch } = useGoal(id)
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={data?.goal.title ?? ''}
      width={560}
      footer={data && <Footer goal={data.goal} onEdit={onEdit} />}
    >
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : data ? (
        <div className={css.panel}>
          <Head answer={data} onOpen={onOpen} />
          <Checkins answer={data} />
          <GoalTasks answer={data} />
        </div>
      ) : (
        <SkeletonText lines={8} />
      )}
    </SidePanel>
  )
}

function Head({ answer: { goal, parentTitle }, onOpen }: { answer: GoalAnswer; onOpen: (id: string) => void }) {
  const texts = useGoalsTexts()
  const format = useFormat()
  const written = useGoalValue()
  const metrics = useMetricNames()
  const words = texts.panel
  const { formula } = words
  const seller = goal.level === 'person' && goal.ownerId ? { seller: [goal.ownerId] } : {}
  return (
    <>
      <p className={css.quiet}>
        {[
          `${texts.levels[goal.level]}: ${goal.subjectName}`,
          format.period(goal.period),
          texts.states[goal.state],
          goal.responsibleName,
          goal.responsibleLeft && texts.columns.left,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {goal.reason && <p>{goal.reason}</p>}
      {goal.parentId && parentTitle && (
        <p>
          {`${words.parent}: `}
          <button type="button" className={css.link} onClick={() => goal.parentId && onOpen(goal.parentId)}>
            {parentTitle}
          </button>
        </p>
      )}
      <FigureRow
        figures={[
          {
            id: 'value',
            label: metrics.get(goal.metric) ?? goal.metric,
            value: written(goal.value, goal.unit),
            detail:
              goal.startValue === null
                ? texts.of('…', written(goal.target, goal.unit))
                : texts.fromTo(written(goal.startValue, goal.unit), written(goal.target, goal.unit)),
          },
          {
            id: 'progress',
            label: texts.columns.progress,
            value:
              goal.progress === null ? (
                format.noData
              ) : (
                <ProgressBar progress={goal.progress} expected={goal.expected} isBehind={isBehind(goal)} />
              ),
            detail: goal.expected === null ? '' : words.expected(format.share(goal.expected, { digits: 0 })),
          },
          ...(goal.belowProgress === null
            ? []
            : [{ id: 'below', label: texts.columns.below, value: format.share(goal.belowProgress, { digits: 0 }) }]),
        ]}
      />
      <p className={css.quiet}>
        {goal.isWhole
          ? goal.startValue !== null
            ? formula.way
            : goal.direction === 'down'
              ? formula.down
              : formula.plain
          : texts.notWhole}
        {goal.isWhole && (
          <>
            {' · '}
            <Link {...metricsTarget({ metrics: [goal.metric], period: goal.period, ...seller } as never)}>
              {words.open}
            </Link>
          </>
        )}
      </p>
    </>
  )
}

function Checkins({ answer: { goal, checkins } }: { answer: GoalAnswer }) {
  const texts = useGoalsTexts()
  const format = useFormat()
  const written = useGoalValue()
  const words = texts.panel
  const client = useQueryClient()
  const errorText = useErrorText()
  const [confidence, setConfidence] = useState(goal.lastCheckin?.confidence ?? 7)
  const [comment, setComment] = useState('')
  const submit = async () => {
    try {
      await api.goals.checkIn({ id: goal.id, confidence, comment })
      setComment((now) => (now === comment ? '' : now))
      await client.invalidateQueries({ queryKey: ['goals'] })
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  return (
    <section className={css.block}>
      <h3>{words.checkins}</h3>
      {goal.may.checkIn && goal.state === 'open' && (
        <div className={css.fields}>
          <span>{`${words.sure}: ${texts.confidence(confidence)}`}</span>
          <Slider
            thumbLabel={words.sure}
            min={1}
            max={10}
            step={1}
            value={confidence}
            onChange={setConfidence}
            label={null}
          />
          <Textarea
            aria-label={words.comment}
            placeholder={words.comment}
            autosize
            minRows={1}
            maxLength={1000}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Button className={css.start ?? ''} variant="default" onClick={() => void submit()}>
            {words.checkIn}
          </Button>
        </div>
      )}
      {checkins.length === 0 && <p className={css.quiet}>{words.noCheckins}</p>}
      <ol className={css.said}>
        {checkins.map((one) => (
          <li key={one.id}>
            <span className={css.quiet}>
              {[
                format.dateTime(one.at),
                one.authorName,
                texts.confidence(one.confidence),
                one.value !== null && written(one.value, goal.unit),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {one.comment && <span>{one.comment}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Footer({ goal, onEdit }: { goal: GoalRow; onEdit: (goal: GoalRow) => void }) {
  const texts = useGoalsTexts()
  const client = useQueryClient()
  const errorText = useErrorText()
  if (!goal.may.edit) return null
  const close = async (state: GoalRow['state']) => {
    try {
      await sendInTurn(`goal:${goal.id}`, goal.version, (version) => api.goals.close({ id: goal.id, version, state }))
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
    await client.invalidateQueries({ queryKey: ['goals'] })
  }
  const states = goal.state === 'open' ? (['reached', 'missed', 'dropped'] as const) : (['open'] as const)
  return (
    <div className={css.buttons}>
      <Menu>
        <Menu.Target>
          <Button variant="default">{texts.panel.close}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {states.map((state) => (
            <Menu.Item key={state} onClick={() => void close(state)}>
              {texts.panel.closeAs[state]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button onClick={() => onEdit(goal)}>{texts.edit}</Button>
    </div>
  )
}
