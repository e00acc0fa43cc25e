import { useReducer, useRef } from 'react'

/** What a form stands on. */
interface Ground<Values> {
  /** The saved values under what is typed, field by field. */
  base: Values
  draft: Values
  /** The version of the record that `base` is of. */
  version: number
  seen: number | string
  isInTheWay: boolean
}

const plain = (value: unknown) => JSON.stringify(value === '' ? null : (value ?? null))
const isSame = (one: unknown, other: unknown) => plain(one) === plain(other)

/** The record is saved anew: fields nobody touched here follow it, typed ones stay; a typed one that was changed there too is in the way. */
function followed<Values extends object>(ground: Ground<Values>, saved: Values): Omit<Ground<Values>, 'seen'> {
  const base = { ...ground.base }
  const draft = { ...ground.draft }
  let isInTheWay = false
  for (const name of Object.keys({ ...base, ...draft, ...saved }) as (keyof Values)[]) {
    if (isSame(draft[name], base[name]) || isSame(draft[name], saved[name])) {
      draft[name] = saved[name]
      base[name] = saved[name]
    } else if (!isSame(base[name], saved[name])) isInTheWay = true
  }
  return { base, draft, isInTheWay, version: ground.version }
}

export interface Followed<Values extends object> {
  values: Values
  /** The version to save with: of the record as it was before somebody changed a field that is typed here, so that the server refuses it. */
  readonly version: number
  isDirty: boolean
  /** Somebody changed a field that is typed here: the person chooses by the next two. */
  isInTheWay: boolean
  keepCurrent: () => void
  putMine: () => void
  /** What is true now, before the next drawing too. */
  now: () => Values
  change: (some: Partial<Values>) => void
  /** These values are saved; what was typed since stays. */
  sent: (values: Values) => void
  /** Begins anew with these. */
  reset: (to: Values) => void
}

type Options<Values> = {
  /** What is typed already, as a draft kept in the browser; the saved values otherwise. */
  start?: () => Values
  /** An answer is on its way: what is saved is looked at when it is here. */
  waits?: boolean
}

/**
 * Values of a form over a record that others change as well. What is typed stays, untouched fields follow the record; no `key` with a version is needed,
 * which would throw away what is typed. `version` is of `saved`; a record without versions is known by its values.
 */
export function useFollowed<Values extends object>(
  saved: Values,
  version?: number,
  { start, waits = false }: Options<Values> = {},
): Followed<Values> {
  const seen = version ?? JSON.stringify(saved)
  const present = version ?? 0
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0)
  const kept = useRef<Ground<Values>>(undefined)
  kept.current ??= { base: saved, draft: start?.() ?? saved, version: present, seen, isInTheWay: false }
  if (kept.current.seen !== seen && !waits) {
    const next = followed(kept.current, saved)
    kept.current = { ...next, seen, version: next.isInTheWay ? next.version : present }
  }
  const ground = kept.current
  const put = (change: Partial<Ground<Values>>) => {
    kept.current = { ...(kept.current ?? ground), ...change }
    redraw()
  }
  const now = () => (kept.current ?? ground).draft
  const standOnSaved = { base: saved, version: present, isInTheWay: false }
  return {
    values: ground.draft,
    get version() {
      return (kept.current ?? ground).version
    },
    isDirty: !isSame(ground.draft, ground.base),
    isInTheWay: ground.isInTheWay,
    keepCurrent() {
      const draft = { ...now() }
      for (const name of Object.keys(saved) as (keyof Values)[])
        if (!isSame(ground.base[name], saved[name])) draft[name] = saved[name]
      put({ ...standOnSaved, draft })
    },
    putMine: () => put(standOnSaved),
    now,
    change: (some) => put({ draft: { ...now(), ...some } }),
    sent: (values) => put({ base: values, isInTheWay: false }),
    reset: (to) => put({ ...standOnSaved, base: to, draft: to }),
  }
}
