import { Button, Modal, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { Choice, type Option } from '#web/kit/choice.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { conversion } from '../contract.ts'
import { commandLead, type LeadCard, leadTitle, useLeadsTexts } from './use-leads.ts'

type Props = { lead: LeadCard; opened: boolean; onClose: () => void; onMade: (dealId: string) => void }

/** The value of a choice that means "make a new one of what the lead says". */
const NEW = 'new'

const schema = z.object({
  title: conversion.shape.title,
  stageId: z.string().optional(),
  amountMinor: z.int().min(0).nullable(),
  expectedCloseOn: z.string().optional(),
  company: z.string().optional(),
  contact: z.string().optional(),
})

/** A lead becomes a deal, with its company and contact, in one dialog. */
export function ConvertDialog({ opened, onClose, ...rest }: Props) {
  const texts = useLeadsTexts()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<strong>{texts.convertDialog.title}</strong>}
      size={560}
      transitionProps={{ duration: 100 }}
    >
      <ConvertForm onClose={onClose} {...rest} />
    </Modal>
  )
}

function ConvertForm({ lead, onClose, onMade }: Omit<Props, 'opened'>) {
  const texts = useLeadsTexts()
  const words = texts.convertDialog
  const client = useQueryClient()
  const { data: deals } = useQuery({
    queryKey: ['deals', 'reference'],
    queryFn: () => api.deals.reference({}),
    staleTime: 5 * 60_000,
  })
  const pipelines = deals?.pipelines.filter(({ archived }) => !archived) ?? []
  const stages = pipelines.flatMap((pipeline) =>
    pipeline.stages
      .filter(({ archived, meaning }) => !archived && meaning === 'open')
      .map(({ id, name }) => ({
        value: id,
        label: name,
        ...(pipelines.length > 1 && { detail: pipeline.name }),
      })),
  )
  const known = lead.company ?? lead.twins.companies[0] ?? null
  const person = lead.contact ?? lead.twins.companies[0]?.contact ?? lead.twins.contacts[0] ?? null
  const form = useForm({
    schema,
    initial: {
      title: words.dealOf(lead.companyName ?? leadTitle(lead, texts.noName)),
      stageId: '',
      amountMinor: null,
      expectedCloseOn: '',
      company: known?.id ?? (lead.companyName ? NEW : ''),
      contact: person?.id ?? (lead.name ? NEW : ''),
    },
    submit: ({ title, stageId, amountMinor, expectedCloseOn, company, contact }) =>
      commandLead(lead, (own) =>
        api.leads.convert({
          ...own,
          title,
          amountMinor: amountMinor ?? 0,
          ...(stageId && { stageId }),
          ...(expectedCloseOn && { expectedCloseOn }),
          ...(company === NEW && lead.companyName
            ? { newCompany: { name: lead.companyName } }
            : company && { companyId: company }),
          ...(contact === NEW && lead.name
            ? { newContact: { fullName: lead.name } }
            : contact && { contactId: contact }),
        }),
      ),
    onDone: ({ dealId }) => {
      for (const key of ['leads', 'deals', 'clients', 'home']) void client.invalidateQueries({ queryKey: [key] })
      say(texts.said.converted)
      onMade(dealId)
    },
  })
  const newOne: Option[] = lead.companyName ? [{ value: NEW, label: words.newCompany(lead.companyName) }] : []
  const loadCompanies = async (text: string): Promise<Option[]> => {
    const name = text.trim()
    const { rows } = await api.clients.companies({ limit: 10, ...(name && { text: name }) })
    return [...newOne, ...rows.map((row) => ({ value: row.id, label: row.name, ...(row.inn && { detail: row.inn }) }))]
  }
  const contacts: Option[] = [
    ...(lead.name ? [{ value: NEW, label: words.newContact(lead.name) }] : []),
    ...[person, ...lead.twins.companies.map(({ contact }) => contact), ...lead.twins.contacts].flatMap((one) =>
      one ? [{ value: one.id, label: one.name }] : [],
    ),
  ]
  const unique = contacts.filter(({ value }, index) => contacts.findIndex((one) => one.value === value) === index)
  const choice = (name: 'stageId' | 'company' | 'contact') => {
    const { value, error, onChange } = form.field(name)
    return { value: value || null, error, onChange: (next: string | null) => onChange(next ?? '') }
  }
  const chosen = known && choice('company').value === known.id ? { value: known.id, label: known.name } : newOne[0]
  return (
    <Form
      form={form}
      submitLabel={words.confirm}
      guard={false}
      actions={
        <Button variant="default" onClick={onClose}>
          {texts.card.cancel}
        </Button>
      }
    >
      <TextInput label={words.name} required data-autofocus {...form.text('title')} />
      <FieldRow>
        <Choice
          label={words.stage}
          options={stages}
          {...choice('stageId')}
          value={choice('stageId').value ?? stages[0]?.value ?? null}
        />
        <MoneyField label={words.amount} {...form.field('amountMinor')} />
      </FieldRow>
      <FieldRow>
        <Choice
          label={words.company}
          placeholder={words.noCompany}
          clearable
          load={loadCompanies}
          loadKey={['leads', 'companies', lead.id]}
          chosen={chosen}
          {...choice('company')}
        />
        <Choice label={words.contact} placeholder={words.noContact} clearable options={unique} {...choice('contact')} />
      </FieldRow>
      <TextInput type="date" label={words.expected} {...form.text('expectedCloseOn')} />
    </Form>
  )
}
