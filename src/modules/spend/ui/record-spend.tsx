import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { amountMinor, day } from '#core/http/contract.ts'
import { currencies } from '#core/money/currency.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { useViewer } from '#web/session.tsx'
import { type SpendYear, useSpendTexts } from './use-spend.ts'

const schema = z.object({
  sourceId: z.uuid(),
  campaign: z.string().max(200).optional(),
  from: day,
  to: day,
  amountMinor: amountMinor.min(0),
  currency: z.string().pipe(z.enum(currencies)),
  note: z.string().max(500).optional(),
})

/** An amount for a span of days of a source and a campaign. */
export function RecordSpend({ sources, onClose }: { sources: SpendYear['sources']; onClose: () => void }) {
  const texts = useSpendTexts()
  const words = texts.form
  const format = useFormat()
  const client = useQueryClient()
  const { today, currency } = useViewer()
  const form = useForm({
    schema,
    initial: {
      sourceId: '',
      campaign: '',
      from: `${today.slice(0, 7)}-01`,
      to: today,
      amountMinor: null as number | null,
      currency,
      note: '',
    },
    submit: (values) => api.spend.spread(values),
    onDone: async ({ days }) => {
      say(words.done(format.counted(days, texts.days)))
      await client.invalidateQueries({ queryKey: ['spend'] })
      void client.invalidateQueries({ queryKey: ['sources'] })
      onClose()
    },
  })
  return (
    <SidePanel opened onClose={onClose} title={words.title}>
      <Form form={form} submitLabel={words.save}>
        <Choice
          label={words.source}
          required
          options={sources.filter(({ archived }) => !archived).map(({ id, name }) => ({ value: id, label: name }))}
          {...form.field('sourceId')}
        />
        <TextInput label={words.campaign} description={words.campaignHint} {...form.text('campaign')} />
        <FieldRow>
          <TextInput type="date" label={words.from} max={today} required {...form.text('from')} />
          <TextInput type="date" label={words.to} max={today} required {...form.text('to')} />
        </FieldRow>
        <FieldRow>
          <MoneyField label={words.amount} required {...form.field('amountMinor')} />
          <Choice
            label={words.currency}
            options={currencies.map((value) => ({ value, label: value }))}
            {...form.field('currency')}
          />
        </FieldRow>
        <TextInput label={words.note} {...form.text('note')} />
        <p>{words.replaces}</p>
      </Form>
    </SidePanel>
  )
}
