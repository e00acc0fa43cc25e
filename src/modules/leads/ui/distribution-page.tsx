import { Checkbox, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { clockText, minutesOf } from '#core/calendar/clock-text.ts'
import { api } from '#web/api.ts'
import { putAnswer } from '#web/kit/put-answer.ts'
import { Many } from './many.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { type LeadSettings, leadSettings, methods } from '../contract.ts'
import css from './settings.module.css'
import { LeadRules } from './rules.tsx'
import { useDepartmentOptions, useSellerOptions } from './use-settings.ts'
import { useLeadsTexts } from './use-leads.ts'

/** How fast leads are to be answered and who gets them. */
export function DistributionPage() {
  const texts = useLeadsTexts()
  const { data, error, refetch } = useQuery({
    queryKey: ['leads', 'settings'],
    queryFn: () => api.leads.settings({}),
  })
  return (
    <Page title={texts.distribution.title} width="narrow">
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : data ? (
        <SettingsForm settings={data} />
      ) : (
        <SkeletonForm fields={6} />
      )}
      <LeadRules />
    </Page>
  )
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const schema = leadSettings
  .omit({ version: true, opensAt: true, closesAt: true, returnReasons: true, rejectReasons: true })
  .extend({
    opens: z.string().regex(/^\d\d:\d\d$/),
    closes: z.string().regex(/^\d\d:\d\d$/),
    returnReasons: z.string().optional(),
    rejectReasons: z.string().optional(),
  })

function SettingsForm({ settings }: { settings: LeadSettings }) {
  const texts = useLeadsTexts()
  const words = texts.distribution
  const client = useQueryClient()
  const people = useSellerOptions()
  const departments = useDepartmentOptions()
  const { opensAt, closesAt, version, ...rest } = settings
  const form = useForm({
    schema,
    initial: {
      ...rest,
      opens: clockText(opensAt),
      closes: clockText(closesAt),
      returnReasons: settings.returnReasons.join('\n'),
      rejectReasons: settings.rejectReasons.join('\n'),
    },
    version,
    record: 'leadSettings',
    submit: ({ opens, closes, returnReasons = '', rejectReasons = '', ...values }, present) =>
      api.leads.editSettings({
        ...values,
        opensAt: minutesOf(opens) ?? 0,
        closesAt: minutesOf(closes) ?? 0,
        returnReasons: linesOf(returnReasons),
        rejectReasons: linesOf(rejectReasons),
        version: present,
      }),
    refresh: () => client.invalidateQueries({ queryKey: ['leads', 'settings'] }),
    onDone: (saved) => {
      void putAnswer(client, ['leads', 'settings'], saved)
      void client.invalidateQueries({ queryKey: ['leads'] })
      say(texts.said.saved)
    },
  })
  const chosen = form.field('method').value ?? 'by_hand'
  const list = (name: 'personIds' | 'departmentIds') => ({
    values: form.field(name).value ?? [],
    onChange: (values: string[]) => form.set(name, values),
  })
  const minutes = (name: 'targetMinutes' | 'escalateMinutes') => {
    const { value, error, onChange } = form.field(name)
    return {
      value: value ?? '',
      error,
      min: 1,
      max: 10_080,
      onChange: (next: string | number) => onChange(next === '' ? '' : Number(next)),
    }
  }
  return (
    <Form form={form} submitLabel={words.save}>
      <Section title={words.clock} hint={words.clockHint}>
        <div className={css.fields}>
          <FieldRow>
            <TextInput type="time" label={words.opens} {...form.text('opens')} />
            <TextInput type="time" label={words.closes} {...form.text('closes')} />
          </FieldRow>
          <FieldRow>
            <NumberField label={words.target} {...minutes('targetMinutes')} />
            <NumberField label={words.escalate} {...minutes('escalateMinutes')} />
          </FieldRow>
        </div>
      </Section>
      <Section title={words.others} hint={words.othersHint}>
        <div className={css.fields}>
          <div>
            <SegmentedControl
              aria-label={words.method}
              value={chosen}
              onChange={(value) => form.set('method', value)}
              data={methods.map((value) => ({ value, label: words.methods[value] }))}
            />
            <p className={css.hint}>{words.methodHints[chosen]}</p>
          </div>
          {chosen !== 'by_hand' && (
            <FieldRow>
              <Many label={words.people} placeholder={words.everybody} options={people} {...list('personIds')} />
              <Many
                label={words.departments}
                placeholder={words.anyDepartment}
                options={departments}
                {...list('departmentIds')}
              />
            </FieldRow>
          )}
          <Checkbox label={words.toClientOwner} {...form.check('toClientOwner')} />
          <Checkbox label={words.onlyInHours} {...form.check('onlyInHours')} />
          <Checkbox label={words.takeFreely} {...form.check('takeFreely')} />
        </div>
      </Section>
      <Section title={words.reasons}>
        <FieldRow>
          <Textarea label={words.returnReasons} autosize minRows={4} {...form.text('returnReasons')} />
          <Textarea label={words.rejectReasons} autosize minRows={4} {...form.text('rejectReasons')} />
        </FieldRow>
      </Section>
    </Form>
  )
}
