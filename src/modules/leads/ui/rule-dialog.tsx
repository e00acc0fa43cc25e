import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { Many } from './many.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { type LeadRule, ruleSettings } from '../contract.ts'
import css from './settings.module.css'
import { useLeadsTexts } from './use-leads.ts'
import { useDepartmentOptions, useLeadForms, useSellerOptions, useSourceOptions } from './use-settings.ts'

type Props = { rule: LeadRule | 'new' | undefined; onClose: () => void }

const schema = ruleSettings
  .omit({ regions: true, products: true })
  .extend({ regions: z.string().optional(), products: z.string().optional() })
const wordsOf = (text = '') =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)

/** A rule: which leads, to whom, in which way. */
export function RuleDialog({ rule, onClose }: Props) {
  const words = useLeadsTexts().distribution
  return (
    <Modal
      opened={rule !== undefined}
      onClose={onClose}
      title={<strong>{rule === 'new' ? words.addRule : words.editRule}</strong>}
      size={620}
      transitionProps={{ duration: 100 }}
    >
      {rule && <RuleForm key={rule === 'new' ? 'new' : rule.id} rule={rule} onClose={onClose} />}
    </Modal>
  )
}

function RuleForm({ rule, onClose }: { rule: LeadRule | 'new'; onClose: () => void }) {
  const texts = useLeadsTexts()
  const words = texts.distribution
  const client = useQueryClient()
  const people = useSellerOptions()
  const departments = useDepartmentOptions()
  const sources = useSourceOptions()
  const { data: forms } = useLeadForms()
  const known = rule === 'new' ? undefined : rule
  // Who is gone is not among the options, and is taken out with the first saving.
  const gone = new Set(known?.gone.map(({ id }) => id))
  const form = useForm({
    schema,
    initial: {
      name: known?.name ?? '',
      sourceIds: known?.sourceIds ?? [],
      formIds: known?.formIds ?? [],
      regions: known?.regions.join(', ') ?? '',
      products: known?.products.join(', ') ?? '',
      personIds: known?.personIds.filter((id) => !gone.has(id)) ?? [],
      departmentIds: known?.departmentIds ?? [],
      method: known?.method ?? 'round_robin',
    },
    version: known?.version,
    record: known && `leadRule:${known.id}`,
    submit: (values, version) => {
      const sent = { ...values, regions: wordsOf(values.regions), products: wordsOf(values.products) }
      return known ? api.leads.editRule({ ...sent, id: known.id, version }) : api.leads.addRule(sent)
    },
    refresh: () => client.invalidateQueries({ queryKey: ['leads'] }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ['leads'] })
      say(texts.said.saved)
      onClose()
    },
  })
  const list = (name: 'sourceIds' | 'formIds' | 'personIds' | 'departmentIds') => ({
    values: form.field(name).value ?? [],
    onChange: (values: string[]) => form.set(name, values),
  })
  return (
    <Form
      form={form}
      guard={false}
      submitLabel={words.save}
      actions={
        <Button variant="default" onClick={onClose}>
          {texts.card.cancel}
        </Button>
      }
    >
      <TextInput label={words.ruleName} required data-autofocus {...form.text('name')} />
      <FieldRow>
        <Many label={words.sources} options={sources} {...list('sourceIds')} />
        <Many
          label={words.forms}
          options={(forms ?? [])
            .filter(({ archived }) => !archived)
            .map(({ id, name }) => ({ value: id, label: name }))}
          {...list('formIds')}
        />
      </FieldRow>
      <FieldRow>
        <TextInput label={words.regions} description={words.regionsHint} {...form.text('regions')} />
        <TextInput label={words.products} description={words.productsHint} {...form.text('products')} />
      </FieldRow>
      <FieldRow>
        <Many label={words.people} options={people} {...list('personIds')} />
        <Many label={words.departments} options={departments} {...list('departmentIds')} />
      </FieldRow>
      <div>
        <SegmentedControl
          aria-label={words.method}
          value={String(form.field('method').value)}
          onChange={(value) => form.set('method', value)}
          data={(['round_robin', 'by_load'] as const).map((value) => ({ value, label: words.methods[value] }))}
        />
        <p className={css.hint}>{words.methodHints[form.field('method').value ?? 'round_robin']}</p>
      </div>
    </Form>
  )
}
