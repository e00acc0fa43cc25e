import { Checkbox, TextInput } from '@mantine/core'
import { z } from 'zod'
import type { Inputs } from '#core/http/contract.ts'
import { clockText, minutesOf } from '#core/calendar/clock-text.ts'
import { Choice } from '#web/kit/choice.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import type { notificationsContract } from '../contract.ts'
import css from './notices.module.css'
import { type Settings, useNoticeTexts } from './use-notices.ts'

const clock = z.string().regex(/^\d{2}:\d{2}$/)
const schema = z.object({
  isQuiet: z.boolean(),
  from: clock,
  to: clock,
  quietDaysOff: z.boolean(),
  timeZone: z.string().nullable(),
  isMorning: z.boolean(),
  morning: clock,
  isEvening: z.boolean(),
  evening: clock,
})

type Props = {
  settings: Settings
  onSave: (change: Inputs<typeof notificationsContract>['editSettings']) => Promise<void>
}

/** When not to disturb, by whose clock, and the letter with everything unread. */
export function QuietForm({ settings, onSave }: Props) {
  const { settings: texts } = useNoticeTexts()
  const form = useForm({
    schema,
    initial: {
      isQuiet: settings.quiet !== null,
      from: clockText(settings.quiet?.from ?? 21 * 60),
      to: clockText(settings.quiet?.to ?? 8 * 60),
      quietDaysOff: settings.quietDaysOff,
      timeZone: settings.timeZone,
      isMorning: settings.morningAt !== null,
      morning: clockText(settings.morningAt ?? 8 * 60 + 30),
      isEvening: settings.eveningAt !== null,
      evening: clockText(settings.eveningAt ?? 18 * 60 + 30),
    },
    submit: (values) =>
      onSave({
        quiet: values.isQuiet ? { from: minutesOf(values.from) ?? 0, to: minutesOf(values.to) ?? 0 } : null,
        quietDaysOff: values.quietDaysOff,
        timeZone: values.timeZone,
        morningAt: values.isMorning ? (minutesOf(values.morning) ?? 0) : null,
        eveningAt: values.isEvening ? (minutesOf(values.evening) ?? 0) : null,
      }),
    onDone: () => say(texts.saved),
  })
  return (
    <Form form={form} submitLabel={texts.save}>
      <Checkbox label={texts.quietOn} {...form.check('isQuiet')} />
      {form.values.isQuiet && (
        <FieldRow>
          <TextInput type="time" label={texts.from} className={css.time ?? ''} {...form.text('from')} />
          <TextInput type="time" label={texts.to} className={css.time ?? ''} {...form.text('to')} />
        </FieldRow>
      )}
      <Checkbox label={texts.daysOff} {...form.check('quietDaysOff')} />
      <Choice
        label={texts.zone}
        placeholder={texts.companyZone}
        clearable
        options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
        {...form.field('timeZone')}
      />
      {settings.email.isOn && (
        <fieldset>
          <legend>{texts.digest}</legend>
          <p className={css.text}>{texts.digestHint}</p>
          <div className={css.row}>
            <Checkbox label={texts.morning} {...form.check('isMorning')} />
            <TextInput
              type="time"
              aria-label={texts.morning}
              className={css.time ?? ''}
              disabled={!form.values.isMorning}
              {...form.text('morning')}
            />
            <Checkbox label={texts.evening} {...form.check('isEvening')} />
            <TextInput
              type="time"
              aria-label={texts.evening}
              className={css.time ?? ''}
              disabled={!form.values.isEvening}
              {...form.text('evening')}
            />
          </div>
        </fieldset>
      )}
    </Form>
  )
}

const zones = Intl.supportedValuesOf('timeZone')
