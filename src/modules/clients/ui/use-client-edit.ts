import { useRef, useState } from 'react'
import { api } from '#web/api.ts'
import { isKept, toApiError } from '#web/api-error.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { keptEdit, shownAtOnce } from '#web/outbox/kept-edit.ts'
import { type ClientKind, companyChanges, contactChanges } from '../contract.ts'
import { type Company, type Person, useRefresh } from './use-clients.ts'

export type Changes = Record<string, unknown>

export interface FieldConflict {
  field: string
  mine: Changes
  /** The card that the editor was opened on, and the one that is there now. */
  base: Company | Person
  current: Company | Person
  by: string | null
  at: string | null
}

/**
 * Saves fields of a card one by one, each with the version that its editor was opened on. Our own saves in between are no conflict; somebody else's
 * are: then nothing is written and the person chooses.
 */
export function useClientEdit(kind: ClientKind, card: Company | Person) {
  const refresh = useRefresh()
  const { kept } = useKitTexts()
  const errorText = useErrorText()
  const [conflict, setConflict] = useState<FieldConflict>()
  const [errors, setErrors] = useState<Record<string, string | undefined>>({})
  const [saving, setSaving] = useState<string>()
  const ours = useRef(new Map<number, number>())
  const opened = useRef(new Map<string, Company | Person>())
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const schema = kind === 'company' ? companyChanges : contactChanges

  const present = (version: number): number => {
    const next = ours.current.get(version)
    return next === undefined ? version : present(next)
  }

  const put = async (field: string, changes: Changes, version: number) => {
    setSaving(field)
    try {
      const base = present(version)
      const given = { ...changes, id: card.id, version: base }
      const page = kind === 'company' ? `/clients/${card.id}` : `/contacts/${card.id}`
      const keep = keptEdit('name' in card ? card.name : card.fullName, changes, { record: `${kind}:${card.id}`, page })
      const context = { context: { keep } }
      const saved = await (kind === 'company'
        ? api.clients.editCompany(given, context)
        : api.clients.editContact(given, context))
      ours.current.set(base, saved.version)
      refresh.card(kind, saved)
    } catch (thrown) {
      if (isKept(thrown)) {
        refresh.card(kind, { ...card, ...shownAtOnce(card, changes) } as typeof card)
        say(kept)
        return
      }
      const error = toApiError(thrown)
      if (error.code === 'CLIENT_CHANGED') {
        const data = error.data as Pick<FieldConflict, 'current' | 'by' | 'at'>
        setConflict({ field, mine: changes, base: opened.current.get(field) ?? card, ...data })
      } else setErrors((known) => ({ ...known, [field]: errorText(thrown) }))
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
    /** An editor opens: what it shows is the base of a conflict. */
    open: (field: string) => void opened.current.set(field, card),
    /** Gives whether the value may be sent; what is wrong stands in `errors`. */
    save(field: string, changes: Changes, version: number): boolean {
      const checked = schema.safeParse(changes)
      setErrors((known) => ({ ...known, [field]: checked.success ? undefined : checked.error.issues[0]?.message }))
      if (!checked.success) return false
      queue.current = queue.current.then(() => put(field, changes, version))
      return true
    },
    /** The editor of the field is shut: what was wrong with its text goes with it. */
    forget: (field: string) => setErrors((known) => ({ ...known, [field]: undefined })),
    keepCurrent() {
      if (conflict) refresh.card(kind, conflict.current)
      setConflict(undefined)
    },
    putMine() {
      if (!conflict) return
      const { field, mine, current } = conflict
      refresh.card(kind, current)
      setConflict(undefined)
      queue.current = queue.current.then(() => put(field, mine, current.version))
    },
  }
}

export type ClientEdit = ReturnType<typeof useClientEdit>
