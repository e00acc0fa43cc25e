import { Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { api } from '#web/api.ts'
import css from './rituals.module.css'
import { type Ritual, useRitualsTexts, useRitualWork } from './use-rituals.ts'

const PAUSE_MS = 900

/** Notes of one block; saved by themselves a moment after the last letter. What another has written meanwhile is not overwritten silently. */
export function BlockNote({ ritual, block }: { ritual: Ritual; block: string }) {
  const words = useRitualsTexts().page
  const work = useRitualWork(ritual.key)
  const saved = ritual.notes[block] ?? ''
  // What is typed and not saved yet; nothing: the field shows what is saved.
  const [draft, setDraft] = useState<string>()
  const latest = useRef(ritual.version)
  useEffect(() => {
    latest.current = ritual.version
  }, [ritual.version])
  useEffect(() => {
    if (draft === undefined) return
    const timer = setTimeout(() => {
      const sent = { key: ritual.key, version: latest.current, notes: { [block]: draft } }
      // After a refusal the words stay in the field, and the next letter tries again.
      const save = async () => {
        if (await work(() => api.rituals.edit(sent))) setDraft((now) => (now === draft ? undefined : now))
      }
      void save()
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [block, draft, ritual.key, work])
  if (!ritual.may.lead) return saved ? <p className={css.note}>{saved}</p> : null
  return (
    <div className={css.noteField}>
      <Textarea
        aria-label={`${words.note}: ${block}`}
        placeholder={words.notePlaceholder}
        autosize
        minRows={1}
        maxLength={10_000}
        value={draft ?? saved}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      <small aria-live="polite">{draft === undefined ? saved && words.saved : words.saving}</small>
    </div>
  )
}
