import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice, PersonPicker } from '#web/kit/choice.tsx'
import { MeasureField, ofOtherUnit } from '#web/kit/measure-field.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import { useViewer } from '#web/session.tsx'
import { optionsOf } from '#web/kit/options-of.ts'
import type { GoalLevel } from '../contract.ts'
import type { Editing } from './goals-page.tsx'
import css from './goals.module.css'
import { useChoices, useGoals, useGoalsTexts, useMetricNames } from './use-goals.ts'

interface Draft {
  title: string
  reason: string
  level: GoalLevel
  departmentId: string | null
  ownerId: string | null
  metric: string | null
  period: string
  start: number | null
  target: number | null
  weight: number
  parentId: string | null
  responsibleId: string | null
}

/** A new goal or a change of one. Without a metric the server says why it is a wish. */
export function GoalForm({ editing, period, onClose }: { editing: Editing; period: string; onClose: () => void }) {
  const texts = useGoalsTexts()
  const words = texts.form
  const client = useQueryClient()
  const errorText = useErrorText()
  const format = useFormat()
  const { today, id: viewerId } = useViewer()
  const { data } = useChoices()
  const tree = useGoals(period)
  const names = useMetricNames()
  const { below } = editing
  const goal = editing.goal && (tree.data?.goals.find(({ id }) => id === editing.goal?.id) ?? editing.goal)
  const unitOf = (metric: string | null) =>
    data?.metrics.find(({ key }) => key === metric)?.unit ?? goal?.unit ?? 'count'
  const followed = useFollowed<Draft>(
    {
      title: goal?.title ?? '',
      reason: goal?.reason ?? '',
      level: goal?.level ?? 'person',
      departmentId: goal?.departmentId ?? null,
      ownerId: goal?.ownerId ?? null,
      metric: goal?.metric ?? below?.metric ?? null,
      period: goal?.period ?? below?.period ?? period,
      start: goal?.startValue ?? null,
      target: goal?.target ?? null,
      weight: goal?.weight ?? 1,
      parentId: goal?.parentId ?? below?.id ?? null,
      responsibleId: goal?.responsibleId ?? null,
    },
    goal?.version ?? 0,
  )
  const draft = followed.values
  const [mistake, setMistake] = useState<string>()
  const set = (change: Partial<Draft>) => followed.change(change)
  const unit = unitOf(draft.metric)
  const inUnit = draft.metric && {
    rightSection: words.units[unit].replace('₽', format.currencySymbol),
    rightSectionWidth: 56,
  }
  const choose = (metric: string | null) => {
    const typed = (value: number | null) => ofOtherUnit(value, unit, unitOf(metric), format.currency)
    set({ metric, start: typed(draft.start), target: typed(draft.target) })
  }
  const isWrong = Number.isNaN(draft.start) || Number.isNaN(draft.target)
  const submit = async () => {
    const { start, target, level, responsibleId, ...rest } = draft
    const fields = {
      ...rest,
      level,
      departmentId: level === 'department' ? draft.departmentId : null,
      ownerId: level === 'team' || level === 'person' ? draft.ownerId : null,
      startValue: start,
      target,
      responsibleId: responsibleId ?? draft.ownerId ?? viewerId,
    }
    try {
      await (goal
        ? sendInTurn(`goal:${goal.id}`, followed.version, (version) =>
            api.goals.edit({ id: goal.id, version, ...fields }),
          )
        : api.goals.create(fields))
      say(words.saved)
      await client.invalidateQueries({ queryKey: ['goals'] })
      onClose()
    } catch (thrown) {
      setMistake(errorText(thrown))
      void client.invalidateQueries({ queryKey: ['goals'] })
    }
  }
  const levels = data?.levels ?? []
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={goal ? words.editTitle : words.title}
      footer={
        <Button disabled={draft.title.trim() === '' || isWrong} onClick={() => void submit()}>
          {goal ? words.save : words.create}
        </Button>
      }
    >
      <div className={css.fields}>
        <TextInput
          label={words.titleLabel}
          description={words.titleHint}
          required
          maxLength={300}
          value={draft.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <Textarea
          label={words.reason}
          autosize
          minRows={1}
          maxLength={1000}
          value={draft.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
        <SegmentedControl
          aria-label={words.level}
          data={levels.map((level) => ({ value: level, label: texts.levels[level] }))}
          value={draft.level}
          onChange={(level) => set({ level: level, ownerId: null })}
        />
        {draft.level === 'department' && (
          <Choice
            label={words.department}
            options={optionsOf(data?.departments)}
            value={draft.departmentId}
            onChange={(departmentId) => set({ departmentId })}
          />
        )}
        {(draft.level === 'team' || draft.level === 'person') && (
          <PersonPicker
            label={draft.level === 'team' ? words.team : words.person}
            options={optionsOf(draft.level === 'team' ? data?.heads : data?.people)}
            value={draft.ownerId}
            onChange={(ownerId) => set({ ownerId })}
          />
        )}
        <Choice
          label={words.metric}
          options={(data?.metrics ?? []).map(({ key }) => ({ value: key, label: names.get(key) ?? key }))}
          value={draft.metric}
          onChange={choose}
        />
        <div className={css.row}>
          <MeasureField
            key={`start ${unit}`}
            label={words.start}
            unit={unit}
            value={draft.start}
            onChange={(start) => set({ start })}
            {...inUnit}
          />
          <MeasureField
            key={`target ${unit}`}
            label={words.target}
            required
            unit={unit}
            value={draft.target}
            onChange={(target) => set({ target })}
            {...inUnit}
          />
        </div>
        <div className={css.labelled}>
          <span>{words.period}</span>
          <PeriodPicker
            value={draft.period}
            today={today}
            kinds={['month', 'quarter', 'year']}
            onChange={(next) => set({ period: next })}
          />
        </div>
        <PersonPicker
          label={words.responsible}
          options={optionsOf(data?.responsible)}
          value={draft.responsibleId ?? draft.ownerId}
          onChange={(responsibleId) => set({ responsibleId })}
        />
        <Choice
          label={words.parent}
          placeholder={words.noParent}
          clearable
          options={(tree.data?.goals ?? [])
            .filter(({ id }) => id !== goal?.id)
            .map(({ id, title }) => ({ value: id, label: title }))}
          value={draft.parentId}
          onChange={(parentId) => set({ parentId })}
        />
        <NumberField
          label={words.weight}
          min={0.01}
          max={100}
          value={draft.weight}
          onChange={(value) => set({ weight: Number(value) || 1 })}
        />
        {mistake && (
          <p role="alert" className={css.mistake}>
            {mistake}
          </p>
        )}
        <Theirs of={followed} onMine={() => void submit()} />
      </div>
    </SidePanel>
  )
}
