import { Button, NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import type { Day, TimeZone } from '#core/calendar/day.ts'
import { instantAt } from '#core/calendar/zone.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { Form, FieldRow } from '#web/kit/form.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { useViewer } from '#web/session.tsx'
import { activityKinds, newActivity } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'
import css from './activities.module.css'

const schema = newActivity
  .pick({ kind: true })
  .extend({
    result: z.string().trim().min(1).max(5_000),
    minutes: z.number().int().min(0).max(1440).nullable(),
    when: z.string().optional(),
  })

/** Records a call or a meeting that has taken place. */
export function AddActivity({ dealId }: { dealId: string }) {
  const texts = useTexts({ ru, en })
  const client = useQueryClient()
  const [opened, setOpened] = useState(false)
  const viewer = useViewer()
  const form = useForm({
    schema,
    initial: { kind: 'call', result: '', minutes: null, when: '' },
    submit: ({ kind, result, minutes, when }) =>
      api.activities.add({
        dealId,
        kind,
        result,
        ...(minutes !== null && { durationS: minutes * 60 }),
        ...(when && { occurredAt: momentOf(when, viewer.timeZone) }),
      }),
    onDone: ({ kind }) => {
      say(texts.added(texts.kinds[kind]))
      form.reset()
      setOpened(false)
      void client.invalidateQueries({ queryKey: ['activities', 'list', { dealId }] })
    },
    draftKey: `activity.${dealId}`,
  })
  if (!opened && !form.dirty) {
    return (
      <Button variant="default" onClick={() => setOpened(true)}>
        {texts.add}
      </Button>
    )
  }
  return (
    <div className={css.add}>
      <Form form={form} submitLabel={texts.add} guard={false}>
        <SegmentedControl
          className={css.kinds ?? ''}
          aria-label={texts.kind}
          data={activityKinds.map((kind) => ({ value: kind, label: texts.kinds[kind] }))}
          value={form.values.kind ?? 'call'}
          onChange={(kind) => form.set('kind', kind)}
        />
        <Textarea
          label={texts.result}
          required
          placeholder={texts.resultPlaceholder}
          autosize
          minRows={2}
          autoFocus
          {...form.text('result')}
        />
        <FieldRow>
          <NumberInput label={texts.minutes} hideControls min={0} max={1440} {...minutesField(form.field('minutes'))} />
          <TextInput type="datetime-local" label={texts.when} description={texts.now} {...form.text('when')} />
        </FieldRow>
      </Form>
    </div>
  )
}

function minutesField(field: {
  value: number | null
  error?: string | undefined
  onChange: (value: number | null) => void
}) {
  return {
    value: field.value ?? '',
    error: field.error,
    onChange: (value: number | string) => field.onChange(value === '' ? null : Number(value)),
  }
}

/** What the clock on the company's wall showed ('2026-11-21T15:30') as a moment. */
function momentOf(wall: string, zone: string): string {
  const [day = '', time = '00:00'] = wall.split('T')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return instantAt(day as Day, hours * 60 + minutes, zone as TimeZone).toISOString()
}
