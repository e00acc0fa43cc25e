import { useRef, useState } from 'react'
import { isKept, toApiError } from '#web/api-error.ts'
import { type KeptAbout, keptEdit, shownAtOnce } from '../outbox/kept-edit.ts'
import type { Keep } from '../outbox/outbox.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { sendInTurn } from './send-in-turn.ts'

/** Somebody else changed the same field meanwhile. */
export interface FieldConflict<Card, Changes, Field extends string> {
  field: Field
  mine: Changes
  /** How the value of ours is said, where the changes tell only its id. */
  said?: string | undefined
  /** The card as it was when the editor was opened, if it is known still. */
  base: Card | undefined
  current: Card
  /** Who changed it, and when. */
  by: string | null
  at: string | null
}

/** What fields stand on: how they are checked, sent and shown. */
export interface EditedRecord<Card, Changes, Field extends string> {
  card: Card
  /** What a person knows the record by. */
  name: string
  /** How a change waits for the network. */
  waits: KeptAbout
  /** What is wrong with the value, in words; nothing when it may be sent. */
  wrong: (field: Field, changes: Changes) => string | undefined
  send: (changes: Changes, version: number, keep: Keep) => Promise<Card>
  /** The code of the answer that says that the record is of a later version. */
  changedCode: string
  isSame: (field: Field, one: Card, other: Card) => boolean
  /** The record is like this now. */
  show: (card: Card) => void
  /** Something about the record was written: what hangs on it has to be asked again. */
  settle?: () => void
}

/**
 * Saves fields of a card one by one, each with the version that its editor was opened on. Our own saves in between are no conflict, and neither is
 * somebody else's change of another field; of the same field it is: then nothing is written and the person chooses.
 */
export function useFieldEdit<Card extends { version: number }, Changes extends object, Field extends string>(
  record: EditedRecord<Card, Changes, Field>,
) {
  const { card, show } = record
  const { kept } = useKitTexts()
  const errorText = useErrorText()
  const [conflict, setConflict] = useState<FieldConflict<Card, Changes, Field>>()
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({})
  const [saving, setSaving] = useState<Field>()
  const seen = useRef(new Map<number, Card>())
  seen.current.set(card.version, card)

  /** Gives whether the server has refused the value; a conflict is asked about by itself. */
  const put = async (field: Field, changes: Changes, version: number, said?: string): Promise<boolean> => {
    setSaving(field)
    let base = version
    try {
      const saved = await sendInTurn(record.waits.record, version, (present) => {
        base = present
        return record.send(changes, present, keptEdit(record.name, changes, record.waits))
      })
      seen.current.set(saved.version, saved)
      show(saved)
      record.settle?.()
      return false
    } catch (thrown) {
      if (isKept(thrown)) {
        show({ ...card, ...shownAtOnce(card, changes) })
        say(kept)
        return false
      }
      const error = toApiError(thrown)
      if (error.code !== record.changedCode) {
        setErrors((known) => ({ ...known, [field]: errorText(thrown) }))
        return true
      }
      const { current, by, at } = error.data as Changed<Card>
      const before = seen.current.get(base)
      if (before && record.isSame(field, before, current)) {
        // Somebody was at another field: his change stays, ours goes beside it.
        show(current)
        return await put(field, changes, current.version, said)
      }
      setConflict({
        field,
        mine: changes,
        said,
        base: before,
        current,
        by: typeof by === 'string' ? by : (by?.name ?? null),
        at,
      })
      return false
    } finally {
      setSaving(undefined)
    }
  }

  return {
    errors,
    saving,
    conflict,
    /** The version to save with; an editor keeps the one it was opened on. */
    version: card.version,
    /** Nothing when the value is wrong and was not sent; otherwise whether the server has refused it. What is wrong stands in `errors`. */
    save(field: Field, changes: Changes, version: number, said?: string): Promise<boolean> | undefined {
      const wrong = record.wrong(field, changes)
      setErrors((known) => ({ ...known, [field]: wrong }))
      return wrong === undefined ? put(field, changes, version, said) : undefined
    },
    /** The editor of the field is shut: what was wrong with its text goes with it. */
    forget: (field: Field) => setErrors((known) => ({ ...known, [field]: undefined })),
    keepCurrent() {
      if (conflict) {
        show(conflict.current)
        record.settle?.()
      }
      setConflict(undefined)
    },
    putMine() {
      if (!conflict) return
      const { field, mine, said, current } = conflict
      show(current)
      setConflict(undefined)
      void put(field, mine, current.version, said)
    },
  }
}

/** What the refusal says. */
interface Changed<Card> {
  current: Card
  by: string | { name: string } | null
  at: string | null
}

export type FieldEdit<Card extends { version: number }, Changes extends object, Field extends string> = ReturnType<
  typeof useFieldEdit<Card, Changes, Field>
>
