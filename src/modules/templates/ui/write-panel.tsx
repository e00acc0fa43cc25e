import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { Template, Written } from '../contract.ts'
import css from './templates.module.css'
import { useTemplateTexts } from './use-templates.ts'
import type { Subject } from './write.tsx'

type Props = { templates: readonly Template[]; subject: Subject; mayRecord: boolean; onDone: () => void }

/** A template with the client's name in it: to be looked through, sent with one's own programs and recorded. */
export function WritePanel({ templates, subject, mayRecord, onDone }: Props) {
  const texts = useTemplateTexts()
  const [chosen, setChosen] = useState(templates[0]?.id ?? '')
  const template = templates.find(({ id }) => id === chosen)
  const { data, error, refetch } = useQuery({
    queryKey: ['templates', 'written', chosen, subject],
    queryFn: () => api.templates.write({ id: chosen, ...subject }),
  })
  return (
    <div className={css.panel}>
      <Select
        label={texts.template}
        data={templates.map(({ id, name, channel }) => ({ value: id, label: `${name} · ${texts.channels[channel]}` }))}
        value={chosen}
        allowDeselect={false}
        onChange={(id) => setChosen(id ?? chosen)}
      />
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data || !template ? (
        <SkeletonForm fields={2} />
      ) : (
        <Letter key={chosen} {...{ template, written: data, subject, mayRecord, onDone }} />
      )}
    </div>
  )
}

type LetterProps = Omit<Props, 'templates'> & { template: Template; written: Written }

function Letter({ template, written, subject, mayRecord, onDone }: LetterProps) {
  const texts = useTemplateTexts()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [head, setHead] = useState(written.subject)
  const [body, setBody] = useState(written.body)
  const [record, setRecord] = useState(true)
  const isLetter = template.channel === 'email'
  const to = isLetter ? written.email : written.phone
  const digits = written.phone?.replace(/\D/g, '').replace(/^8(?=\d{10}$)/, '7')
  const sent = async () => {
    if (!mayRecord || !record) return
    try {
      await api.activities.add({ kind: template.channel, result: template.name, ...subject })
      await client.invalidateQueries({ queryKey: ['activities'] })
      say(texts.recorded)
      onDone()
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  const copy = async () => {
    await navigator.clipboard.writeText(isLetter && head ? `${head}\n\n${body}` : body)
    say(texts.copied)
    await sent()
  }
  const link = (href: string, label: string) => (
    <Button component="a" href={href} target="_blank" rel="noreferrer" onClick={() => void sent()}>
      {label}
    </Button>
  )
  return (
    <>
      {written.missing.length > 0 && (
        <p className={css.missing} role="status">
          {texts.missing(written.missing.map((place) => texts.places[place]))}
        </p>
      )}
      {isLetter && (
        <TextInput label={texts.subject} value={head} onChange={(event) => setHead(event.currentTarget.value)} />
      )}
      <Textarea
        label={texts.body}
        value={body}
        autosize
        minRows={8}
        maxRows={20}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <p className={css.hint}>{to ? `${texts.to}: ${to}` : isLetter ? texts.noEmail : texts.noPhone}</p>
      {mayRecord && (
        <Checkbox label={texts.record} checked={record} onChange={(event) => setRecord(event.currentTarget.checked)} />
      )}
      <div className={css.actions}>
        {isLetter &&
          to &&
          link(`mailto:${to}?subject=${encodeURIComponent(head)}&body=${encodeURIComponent(body)}`, texts.openMail)}
        {!isLetter && digits && (
          <>
            {link(`https://wa.me/${digits}?text=${encodeURIComponent(body)}`, texts.whatsApp)}
            {link(`https://t.me/+${digits}`, texts.telegram)}
          </>
        )}
        <Button variant="default" onClick={() => void copy()}>
          {texts.copy}
        </Button>
      </div>
    </>
  )
}
