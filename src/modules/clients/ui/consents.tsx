import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useViewer } from '#web/session.tsx'
import { consentKinds, type Consents } from '../contract.ts'
import css from './clients.module.css'
import type { Editor } from './use-client-edit.ts'
import { ownEscape } from '#web/kit/inline-editors.tsx'
import { useClientsTexts } from './use-clients.ts'

/** What the person has agreed to, in words; nothing where nobody has asked. */
export function ConsentsText({ consents }: { consents: Consents }) {
  const { consents: words } = useClientsTexts()
  const format = useFormat()
  const told = consentKinds.flatMap((kind) => {
    const consent = consents[kind]
    return consent ? [{ kind, ...consent }] : []
  })
  return (
    <span className={css.consents}>
      {told.map(({ kind, given, on, source }) => (
        <span key={kind}>
          {words[kind]}
          {': '}
          <strong data-given={given}>{words.said(given, format.dayFull(on))}</strong>
          {source && <span className={css.quiet}> {source}</span>}
        </span>
      ))}
    </span>
  )
}

/** Each consent with its day and where it is known from; saved together. */
export function ConsentsEditor({ editor, value }: { editor: Editor; value: Consents }) {
  const { consents: words, card } = useClientsTexts()
  const { today } = useViewer()
  const [consents, setConsents] = useState(value)
  const set = (kind: (typeof consentKinds)[number], patch: Partial<NonNullable<Consents['mailing']>> | null) =>
    setConsents(({ [kind]: present, ...others }) =>
      patch === null ? others : { ...others, [kind]: { given: true, on: today, source: null, ...present, ...patch } },
    )
  return (
    <div className={css.lines}>
      {consentKinds.map((kind) => {
        const consent = consents[kind]
        return (
          <fieldset key={kind} className={css.consent}>
            <legend>{words[kind]}</legend>
            <SegmentedControl
              aria-label={words[kind]}
              value={consent ? (consent.given ? 'given' : 'refused') : 'unknown'}
              data={(['given', 'refused', 'unknown'] as const).map((state) => ({ value: state, label: words[state] }))}
              onChange={(state) => set(kind, state === 'unknown' ? null : { given: state === 'given' })}
            />
            {consent && (
              <div className={css.line}>
                <TextInput
                  {...ownEscape}
                  type="date"
                  aria-label={`${words[kind]}: ${words.on}`}
                  value={consent.on}
                  onChange={(event) => set(kind, { on: event.currentTarget.value })}
                />
                <TextInput
                  {...ownEscape}
                  aria-label={`${words[kind]}: ${words.source}`}
                  placeholder={words.sourcePlaceholder}
                  value={consent.source ?? ''}
                  onChange={(event) => set(kind, { source: event.currentTarget.value || null })}
                />
              </div>
            )}
          </fieldset>
        )
      })}
      <div className={css.lineButtons}>
        <Button size="compact-sm" onClick={() => editor.save({ consents })}>
          {card.done}
        </Button>
      </div>
    </div>
  )
}
