import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { Form } from '#web/kit/form.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useForm } from '#web/kit/use-form.ts'
import { PLACES, type Place, placeText } from '../calc/fill.ts'
import { channel, channels, type Template } from '../contract.ts'
import css from './templates.module.css'
import { useTemplateTexts } from './use-templates.ts'

const schema = z.object({
  channel,
  name: z.string().min(1),
  subject: z.string().optional(),
  body: z.string().min(1),
})

/** Makes or changes a template; a place is put where the cursor stands in the text. */
export function TemplateEditor({ template, onDone }: { template: Template | null; onDone: () => void }) {
  const texts = useTemplateTexts()
  const { language } = useLanguage()
  const client = useQueryClient()
  const errorText = useErrorText()
  const area = useRef<HTMLTextAreaElement>(null)
  const refresh = () => client.invalidateQueries({ queryKey: ['templates'] })
  const saved = async () => {
    await refresh()
    say(texts.saved)
    onDone()
  }
  const form = useForm({
    schema,
    initial: {
      channel: template?.channel ?? 'email',
      name: template?.name ?? '',
      subject: template?.subject ?? '',
      body: template?.body ?? '',
    },
    version: template?.version,
    record: template ? `template:${template.id}` : undefined,
    submit: ({ subject = '', ...values }, version) =>
      template
        ? api.templates.edit({
            id: template.id,
            version,
            name: values.name,
            subject,
            body: values.body,
          })
        : api.templates.add({ ...values, subject }),
    refresh,
    onDone: saved,
  })
  const body = form.text('body')
  const put = (place: Place) => {
    const field = area.current
    const text = form.values.body ?? ''
    const from = field?.selectionStart ?? text.length
    const written = placeText(place, language)
    form.set('body', text.slice(0, from) + written + text.slice(field?.selectionEnd ?? from))
    requestAnimationFrame(() => {
      field?.focus()
      field?.setSelectionRange(from + written.length, from + written.length)
    })
  }
  const shelve = async (archived: boolean) => {
    if (!template) return
    try {
      await sendInTurn(`template:${template.id}`, template.version, (version) =>
        api.templates.edit({ id: template.id, version, archived }),
      )
      await saved()
    } catch (thrown) {
      say(errorText(thrown), 'bad')
      void refresh()
    }
  }
  return (
    <Form
      form={form}
      submitLabel={texts.save}
      guard={false}
      actions={
        template && (
          <Button variant="default" onClick={() => void shelve(!template.archived)}>
            {template.archived ? texts.restore : texts.archive}
          </Button>
        )
      }
    >
      {!template && (
        <SegmentedControl
          aria-label={texts.channel}
          data={channels.map((one) => ({ value: one, label: texts.channels[one] }))}
          value={form.values.channel ?? 'email'}
          onChange={(one) => form.set('channel', one)}
        />
      )}
      <TextInput label={texts.name} required maxLength={200} {...form.text('name')} />
      {form.values.channel === 'email' && <TextInput label={texts.subject} maxLength={300} {...form.text('subject')} />}
      <Textarea ref={area} label={texts.body} required autosize minRows={8} maxRows={20} maxLength={10_000} {...body} />
      <div className={css.places} role="group" aria-label={texts.insert}>
        <span>{texts.insert}</span>
        {PLACES.map((place) => (
          <button key={place} type="button" className={css.place} onClick={() => put(place)}>
            {texts.places[place]}
          </button>
        ))}
      </div>
    </Form>
  )
}
