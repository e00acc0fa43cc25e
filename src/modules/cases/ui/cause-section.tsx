import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { MoneyCell } from '#web/kit/cells.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { Section } from '#web/kit/page.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import type { CaseDetail } from '../contract.ts'
import css from './cases.module.css'
import { commandCase, useCaseChanged, useCasesTexts } from './use-cases.ts'

const SUGGESTED = 3

/** What the figures point to, and what people say that it was. */
export function CauseSection({ one }: { one: CaseDetail }) {
  const texts = useCasesTexts()
  const words = texts.cause
  const errorText = useErrorText()
  const changed = useCaseChanged()
  const followed = useFollowed({ cause: one.cause, note: one.causeNote ?? '' }, one.version)
  const { cause, note } = followed.values
  const [busy, setBusy] = useState(false)
  const partOf = (key: string) => one.split.parts.find((part) => part.key === key)
  const nameOf = (key: string) => {
    const part = partOf(key)
    if (!part) return key
    return part.driver === 'reason' && part.name
      ? texts.split.reasonName(part.name)
      : texts.driverName(part.driver, part.name)
  }
  const save = async () => {
    setBusy(true)
    try {
      changed(
        await commandCase({ id: one.id, version: followed.version }, (version) =>
          api.cases.setCause({ id: one.id, version, cause, note: note.trim() || null }),
        ),
      )
      say(words.saved)
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Section title={words.title} hint={one.causes.length > 0 ? words.suggested : undefined}>
      {one.causes.length === 0 && <p className={css.quiet}>{words.noParts}</p>}
      <ol className={css.causes}>
        {one.causes.slice(0, SUGGESTED).map((found) => (
          <li key={found.key} data-chosen={cause === found.key || undefined}>
            <button type="button" disabled={!one.may.act} onClick={() => followed.change({ cause: found.key })}>
              <span>{nameOf(found.key)}</span>
              <b>
                <MoneyCell minor={found.partMinor} short signed />
              </b>
              <small>{texts.sureness[found.sure]}</small>
            </button>
          </li>
        ))}
      </ol>
      {one.may.act ? (
        <div className={css.causeForm}>
          <Choice
            label={words.choose}
            value={cause}
            onChange={(next) => followed.change({ cause: next })}
            clearable
            options={one.split.parts
              .filter((part) => part.driver !== 'rest')
              .map((part) => ({ value: part.key, label: nameOf(part.key) }))}
          />
          <Textarea
            label={words.note}
            placeholder={words.placeholder}
            value={note}
            maxLength={2000}
            autosize
            minRows={2}
            onChange={(event) => followed.change({ note: event.currentTarget.value })}
          />
          <Theirs of={followed} onMine={() => void save()} />
          <Button variant="default" loading={busy} disabled={!followed.isDirty} onClick={() => void save()}>
            {words.save}
          </Button>
        </div>
      ) : (
        <p className={css.note}>
          {one.cause ? [nameOf(one.cause), one.causeNote].filter(Boolean).join('. ') : (one.causeNote ?? words.none)}
        </p>
      )}
    </Section>
  )
}
