import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Avatar } from '#web/kit/avatar.tsx'
import { Section } from '#web/kit/page.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { CaseDetail, Verdict } from '../contract.ts'
import css from './cases.module.css'
import { useCaseChanged, useCasesTexts } from './use-cases.ts'

type Entry = CaseDetail['log'][number]

/** What was said and done, in order: both sides see the same. */
export function LogSection({ one }: { one: CaseDetail }) {
  const { log: words } = useCasesTexts()
  return (
    <Section title={words.title} hint={words.hint}>
      <ol className={css.log}>
        {one.log.map((entry) => (
          <LogLine key={entry.id} entry={entry} />
        ))}
      </ol>
      {one.may.comment && <CommentForm id={one.id} />}
    </Section>
  )
}

function LogLine({ entry: { kind, author, at, body } }: { entry: Entry }) {
  const { log: words, verdicts } = useCasesTexts()
  const format = useFormat()
  const said = (kind === 'closed' || kind === 'checked') && body ? verdicts[body as Verdict] : body
  return (
    <li data-kind={kind}>
      <Avatar name={author?.name ?? words.rule} />
      <div>
        <p className={css.quiet}>
          {[author?.name ?? words.rule, words.kinds[kind], format.dateTime(at)].filter(Boolean).join(' · ')}
        </p>
        {said && <p>{said}</p>}
      </div>
    </li>
  )
}

function CommentForm({ id }: { id: string }) {
  const { log: words } = useCasesTexts()
  const errorText = useErrorText()
  const changed = useCaseChanged()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const send = async () => {
    if (text.trim() === '') return
    setBusy(true)
    try {
      changed(await api.cases.comment({ id, text: text.trim() }))
      setText((now) => (now === text ? '' : now))
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Textarea
        aria-label={words.placeholder}
        placeholder={words.placeholder}
        value={text}
        maxLength={5000}
        autosize
        minRows={2}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        }}
      />
      <div className={css.buttons}>
        <Button type="submit" loading={busy} disabled={text.trim() === ''}>
          {words.send}
        </Button>
      </div>
    </form>
  )
}
