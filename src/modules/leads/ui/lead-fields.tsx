import { Button, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { Choice } from '#web/kit/choice.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { Link } from '#web/kit/routing.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { leadFields } from '../contract.ts'
import css from './leads.module.css'
import { type LeadCard, useLeadReference, useLeadsTexts } from './use-leads.ts'

/** What the lead says and how it came, to read. */
export function LeadFacts({ lead }: { lead: LeadCard }) {
  const texts = useLeadsTexts()
  const words = texts.card
  const format = useFormat()
  const utm = Object.entries(lead.utm).map(([name, value]) => `${name.replace('utm_', '')}: ${value}`)
  const firm = lead.company
  const deal = lead.deal
  const lines = [
    { name: words.product, value: lead.product },
    { name: words.region, value: lead.region },
    { name: words.source, value: lead.source?.name ?? texts.channels[lead.channel] },
    { name: words.form, value: lead.form?.name },
    { name: words.campaign, value: lead.campaign },
    { name: words.utm, value: utm.join(', ') },
    { name: words.page, value: lead.pageUrl },
    { name: words.consent, value: lead.consentText },
    {
      name: words.received,
      value: [format.dateTime(lead.receivedAt), lead.repeats > 0 && words.repeats(lead.repeats)]
        .filter(Boolean)
        .join(', '),
    },
    { name: words.owner, value: lead.owner?.name ?? texts.nobody },
    { name: words.reason, value: [lead.reason, lead.comment].filter(Boolean).join('. ') },
    { name: words.spamMark, value: lead.spamMark && (words.spamMarks[lead.spamMark] ?? lead.spamMark) },
  ].filter(({ value }) => Boolean(value))
  return (
    <dl className={css.facts}>
      {(firm ?? lead.companyName) && (
        <FactLine
          name={words.company}
          value={firm ? <Link to={`/clients/${firm.id}`}>{firm.name}</Link> : lead.companyName}
        />
      )}
      {lines.map(({ name, value }) => (
        <FactLine key={name} name={name} value={value} />
      ))}
      {deal && <FactLine name={words.deal} value={<Link to={`/deals/${deal.id}`}>{deal.title}</Link>} />}
    </dl>
  )
}

function FactLine({ name, value }: { name: string; value: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

const schema = leadFields.omit({ campaign: true })

/** The same to change. */
export function LeadEditor({ lead, onClose }: { lead: LeadCard; onClose: () => void }) {
  const texts = useLeadsTexts()
  const words = texts.form
  const client = useQueryClient()
  const { data } = useLeadReference()
  const form = useForm({
    schema,
    initial: {
      name: lead.name,
      companyName: lead.companyName,
      phone: lead.phone,
      email: lead.email,
      text: lead.text,
      region: lead.region,
      product: lead.product,
      sourceId: lead.source?.id ?? null,
    },
    version: lead.version,
    record: `lead:${lead.id}`,
    submit: (values, version) => api.leads.edit({ ...values, id: lead.id, version }),
    refresh: () => client.invalidateQueries({ queryKey: ['leads'] }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ['leads'] })
      say(texts.said.saved)
      onClose()
    },
  })
  return (
    <Form
      form={form}
      submitLabel={texts.card.save}
      guard={false}
      actions={
        <Button variant="default" onClick={onClose}>
          {texts.card.cancel}
        </Button>
      }
    >
      <FieldRow>
        <TextInput label={words.name} data-autofocus {...form.text('name')} />
        <TextInput label={words.company} {...form.text('companyName')} />
      </FieldRow>
      <FieldRow>
        <TextInput label={words.phone} type="tel" {...form.text('phone')} />
        <TextInput label={words.email} type="email" {...form.text('email')} />
      </FieldRow>
      <Textarea label={words.text} autosize minRows={2} maxRows={8} {...form.text('text')} />
      <FieldRow>
        <TextInput label={words.product} {...form.text('product')} />
        <TextInput label={words.region} {...form.text('region')} />
      </FieldRow>
      <Choice
        label={words.source}
        options={(data?.sources ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        clearable
        {...form.field('sourceId')}
      />
    </Form>
  )
}
