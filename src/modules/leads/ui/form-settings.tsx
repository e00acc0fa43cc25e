import { Button, Checkbox, CopyButton, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { Choice } from '#web/kit/choice.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { formSnippet } from '../calc/form-snippet.ts'
import { type FormField, formFields, formSettings, type LeadForm } from '../contract.ts'
import css from './settings.module.css'
import { useLeadsTexts, useLeadWork } from './use-leads.ts'
import { useSourceOptions } from './use-settings.ts'

const schema = formSettings.omit({ allowedOrigins: true }).extend({ allowedOrigins: z.string().optional() })

/** Settings of one web form; a form that is there shows its code and how it looks. */
export function FormSettings({
  form: known,
  onSaved,
}: {
  form: LeadForm | undefined
  onSaved: (form: LeadForm) => void
}) {
  const texts = useLeadsTexts()
  const words = texts.forms
  const client = useQueryClient()
  const work = useLeadWork()
  const sources = useSourceOptions()
  const form = useForm({
    schema,
    initial: {
      name: known?.name ?? '',
      sourceId: known?.sourceId ?? null,
      campaign: known?.campaign ?? null,
      allowedOrigins: known?.allowedOrigins.join('\n') ?? '',
      thanksUrl: known?.thanksUrl ?? null,
      targetMinutes: known?.targetMinutes ?? null,
      minFillSeconds: known?.minFillSeconds ?? 3,
      fields: known?.fields ?? ['name', 'phone', 'email', 'text'],
      consentText: known ? known.consentText : words.consentExample,
    },
    version: known?.version,
    record: known && `leadForm:${known.id}`,
    submit: async ({ allowedOrigins = '', ...values }, version) => {
      const origins = allowedOrigins.split(/\s+/).filter(Boolean)
      const sent = { ...values, allowedOrigins: origins }
      return known ? api.leads.editForm({ ...sent, id: known.id, version }) : api.leads.addForm(sent)
    },
    refresh: () => client.invalidateQueries({ queryKey: ['leads', 'forms'] }),
    onDone: async (saved) => {
      await client.invalidateQueries({ queryKey: ['leads', 'forms'] })
      say(texts.said.saved)
      onSaved(saved)
    },
    fieldErrors: { allowedOrigins: words.badOrigin, thanksUrl: words.badUrl },
  })
  const fields = form.field('fields').value ?? []
  const toggle = (field: FormField) =>
    form.set(
      'fields',
      formFields.filter((one) => (one === field ? !fields.includes(one) : fields.includes(one))),
    )
  const number = (name: 'targetMinutes' | 'minFillSeconds') => {
    const { value, error, onChange } = form.field(name)
    return {
      value: value ?? '',
      error,
      min: 0,
      onChange: (next: string | number) => onChange(next === '' ? null : Number(next)),
    }
  }
  return (
    <>
      <Form
        form={form}
        guard={false}
        submitLabel={texts.card.save}
        actions={
          known && (
            <Button
              variant="default"
              onClick={() =>
                void work(() =>
                  sendInTurn(`leadForm:${known.id}`, known.version, (version) =>
                    api.leads.editForm({ id: known.id, version, archived: !known.archived }),
                  ),
                )
              }
            >
              {known.archived ? words.open : words.close}
            </Button>
          )
        }
      >
        <TextInput label={words.name} required data-autofocus {...form.text('name')} />
        <FieldRow>
          <Choice label={words.source} options={sources} clearable {...form.field('sourceId')} />
          <TextInput label={words.campaign} {...form.text('campaign')} />
        </FieldRow>
        <fieldset className={css.set}>
          <legend>{words.fields}</legend>
          {formFields.map((field) => (
            <Checkbox
              key={field}
              mt="xs"
              label={words.fieldNames[field]}
              checked={fields.includes(field)}
              onChange={() => toggle(field)}
            />
          ))}
        </fieldset>
        <Textarea label={words.consent} description={words.consentHint} autosize {...form.text('consentText')} />
        <TextInput label={words.thanks} description={words.thanksHint} type="url" {...form.text('thanksUrl')} />
        <Textarea
          label={words.origins}
          description={words.originsHint}
          autosize
          minRows={2}
          {...form.text('allowedOrigins')}
        />
        <FieldRow>
          <NumberField label={words.target} description={words.targetHint} {...number('targetMinutes')} />
          <NumberField label={words.minFill} {...number('minFillSeconds')} />
        </FieldRow>
      </Form>
      {known && <FormCode form={known} />}
    </>
  )
}

function FormCode({ form }: { form: LeadForm }) {
  const words = useLeadsTexts().forms
  const action = `${window.location.origin}/api/leads/form/${form.key}`
  const code = formSnippet({
    action,
    fields: form.fields,
    consentText: form.consentText,
    thanksUrl: form.thanksUrl,
    words: { labels: words.fieldNames, send: words.send, sent: words.sent, failed: words.failed },
  })
  return (
    <>
      <section className={css.part}>
        <h3>{words.preview}</h3>
        <div className={css.preview} inert>
          {form.fields.map((field) =>
            field === 'text' ? (
              <Textarea key={field} label={words.fieldNames[field]} minRows={3} />
            ) : (
              <TextInput key={field} label={words.fieldNames[field]} />
            ),
          )}
          {form.consentText && <Checkbox label={form.consentText} />}
          <div>
            <Button>{words.send}</Button>
          </div>
        </div>
      </section>
      <section className={css.part}>
        <h3>{words.code}</h3>
        <p className={css.hint}>{words.codeHint}</p>
        <pre className={css.code} tabIndex={0} aria-label={words.code}>
          {code}
        </pre>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <div>
              <Button onClick={copy}>{copied ? words.copied : words.copy}</Button>
            </div>
          )}
        </CopyButton>
        <p className={css.hint}>{words.address}</p>
        <span className={css.address}>{`POST ${action}`}</span>
      </section>
    </>
  )
}
