import { Button, Modal, Textarea, TextInput } from '@mantine/core'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { Choice, PersonPicker } from '#web/kit/choice.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { useViewer } from '#web/session.tsx'
import { optionsOf } from '#web/kit/options-of.ts'
import { newDeal } from '../contract.ts'
import { CompanyChoice } from './company-choice.tsx'
import { type Card, ownerOptions, pipelinesInUse, stagesInUse, useDealsTexts, useReference } from './use-deals.ts'
import { useNewDealFields } from './use-new-deal-fields.tsx'
import { usePatch } from './use-patch.ts'

const schema = newDeal.extend({ amountMinor: newDeal.shape.amountMinor.or(z.null().transform(() => 0)) })

type Props = { opened: boolean; onClose: () => void; onMade: (deal: Card) => void; pipelineId?: string | undefined }

/** The dialog of a new deal; what is typed survives closing it. */
export function NewDeal({ opened, onClose, onMade, pipelineId }: Props) {
  const texts = useDealsTexts()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<strong>{texts.form.title}</strong>}
      size={560}
      transitionProps={{ duration: 100 }}
    >
      <NewDealForm onClose={onClose} onMade={onMade} pipelineId={pipelineId} />
    </Modal>
  )
}

function NewDealForm({ onClose, onMade, pipelineId }: Omit<Props, 'opened'>) {
  const texts = useDealsTexts()
  const words = texts.form
  const viewer = useViewer()
  const patch = usePatch()
  const { data: reference } = useReference()
  const pipelines = pipelinesInUse(reference)
  const pipeline = pipelines.find(({ id }) => id === pipelineId) ?? pipelines[0]
  const stages = stagesInUse(pipeline).filter(({ meaning }) => meaning === 'open')
  const form = useForm({
    schema,
    initial: {
      title: '',
      amountMinor: null,
      stageId: '',
      ownerId: viewer.id,
      companyId: '',
      sourceId: '',
      expectedCloseOn: '',
      comment: '',
      custom: {},
    },
    submit: ({ stageId, ...values }) =>
      api.deals.create({ ...values, custom: own.custom, stageId: stageId ?? stages[0]?.id }),
    onDone: (deal) => {
      patch.all()
      patch.settle(deal.id)
      form.reset()
      say(words.created(deal.title))
      onMade(deal)
    },
    fieldErrors: { title: words.noTitle, amountMinor: words.badAmount, expectedCloseOn: words.badDate },
    draftKey: 'deal.new',
  })
  const own = useNewDealFields({
    pipelineId: pipeline?.id,
    stageId: form.field('stageId').value ?? stages[0]?.id,
    values: form.field('custom').value ?? {},
    onChange: form.field('custom').onChange,
  })
  const choice = (name: 'stageId' | 'ownerId' | 'companyId' | 'sourceId') => {
    const { value, error, onChange } = form.field(name)
    return { value: value === '' ? null : value, error, onChange: (next: string | null) => onChange(next ?? '') }
  }
  return (
    <Form
      form={{ ...form, send: async () => (own.check() ? form.send() : undefined) }}
      submitLabel={words.create}
      guard={false}
      actions={
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
      }
    >
      <TextInput
        label={words.name}
        placeholder={words.namePlaceholder}
        required
        data-autofocus
        {...form.text('title')}
      />
      <FieldRow>
        <MoneyField label={words.amount} {...form.field('amountMinor')} />
        <TextInput type="date" label={words.expected} {...form.text('expectedCloseOn')} />
      </FieldRow>
      <CompanyChoice label={words.company} mayAdd {...choice('companyId')} />
      <FieldRow>
        <Choice
          label={words.stage}
          options={optionsOf(stages)}
          {...choice('stageId')}
          value={choice('stageId').value ?? stages[0]?.id ?? null}
        />
        <Choice
          label={words.source}
          options={optionsOf(reference?.sources.filter(({ archived }) => !archived))}
          clearable
          {...choice('sourceId')}
        />
      </FieldRow>
      {reference?.may.reassign && (
        <PersonPicker
          label={words.owner}
          options={ownerOptions(reference, { id: viewer.id, name: viewer.name })}
          {...choice('ownerId')}
        />
      )}
      {own.inputs}
      <Textarea label={words.comment} autosize minRows={2} maxRows={8} {...form.text('comment')} />
    </Form>
  )
}
