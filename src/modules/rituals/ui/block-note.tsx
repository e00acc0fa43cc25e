import { Textarea } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useRef, useState } from 'react'
import { api } from '#web/api.ts'
import css from './rituals.module.css'
import { type FilledBlock, type Ritual, useRitualsTexts, useRitualWork } from './use-rituals.ts'

const PAUSE_MS = 900

/** Notes of one block; saved by themselves a moment after the last letter. What another has written meanwhile is not overwritten silently. */
export function BlockNote({ ritual, block }: { ritual: Ritual; block: FilledBlock['kind'] }) {
  const texts = useRitualsTexts()
  const words = texts.page
  const work = useRitualWork(ritual.key)
  const saved = ritual.notes[block] ?? ''
  // What is typed and not saved yet; nothing: the field shows what is saved.
  const [draft, setDraft] = useState<string>()
  // The meeting as it was when typing began: words that another has put here since are refused by its version, not lost.
  const began = useRef<Ritual>(undefined)
  const save = async (notes: string) => {
    const answer = await work((now) => {
      const known = began.current && began.current.notes[block] !== now.notes[block] ? began.current : now
      return api.rituals.edit({ key: now.key, version: known.version, notes: { [block]: notes } })
    })
    // After a refusal the words stay in the field, and the next letter tries again.
    began.current = answer
    if (answer) setDraft((typed) => (typed === notes ? undefined : typed))
  }
  const saveSoon = useDebouncedCallback(save, { delay: PAUSE_MS, flushOnUnmount: true })
  const write = (text: string) => {
    if (draft === undefined) began.current = ritual
    setDraft(text)
    saveSoon(text)
  }
  if (!ritual.may.lead) return saved ? <p className={css.note}>{saved}</p> : null
  return (
    <div className={css.noteField}>
      <Textarea
        aria-label={`${words.note}: ${texts.blocks[block]}`}
        placeholder={words.notePlaceholder}
        autosize
        minRows={1}
        maxLength={10_000}
        value={draft ?? saved}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <small aria-live="polite">{draft === undefined ? saved && words.saved : words.saving}</small>
    </div>
  )
}
