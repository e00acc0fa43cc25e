import { useRef, useState, type ChangeEvent } from 'react'
import type { z } from 'zod'
import { isKept, toApiError } from '../api-error.ts'
import { sendInTurn } from '../field-edit/send-in-turn.ts'
import { draftOf, keepDraft } from './drafts.ts'
import { useErrorText } from './use-error-text.ts'
import { useFollowed } from './use-followed.ts'
import { useKitTexts } from './use-kit-texts.ts'

/** Values while they are being typed: a field may still be empty. */
export type Draft<T> = { [K in keyof T]: T[K] | '' | null | undefined }

type Options<S extends z.ZodObject, Result> = {
  /** The contract's schema: the same one the server checks with. */
  schema: S
  initial: Draft<z.input<S>>
  /** Of the record that `initial` is read from: fields nobody touched here follow it (see useFollowed). None for what is new. */
  version?: number | undefined
  /** The record that is changed, as sendInTurn names it: its form and its single commands are not in each other's way. None for what is new. */
  record?: string | undefined
  /** `version`: what to save with, 0 for what is new. */
  submit: (values: z.output<S>, version: number) => Promise<Result>
  /** Asks for the record anew when the server says that it is of a later version. */
  refresh?: () => unknown
  onDone?: (result: Result) => void
  /** The write waits for the network (see isKept): what was typed is safe, there is no answer yet. */
  onKept?: () => void
  /** Own words for a field's mistake; the schema's message otherwise. */
  fieldErrors?: Partial<Record<keyof z.input<S> & string, string>>
  /** Keeps what is typed in this browser under the name, until it is sent. */
  draftKey?: string
}

type Issue = { path: PropertyKey[]; message: string }

/** Reads `issues: [{ path, message }]` from the data of a refused request. */
function issuesOf(data: unknown): Issue[] {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues)) return []
  return data.issues.filter(
    (issue): issue is Issue => typeof issue === 'object' && issue !== null && Array.isArray(issue.path),
  )
}

const isEmpty = (value: unknown) => value === '' || value === null || value === undefined

/** True when the field may be left out or null. */
function acceptsNothing(schema: z.ZodObject, name: string): boolean {
  const field = schema.shape[name] as z.ZodType | undefined
  return field !== undefined && (field.safeParse(undefined).success || field.safeParse(null).success)
}

/**
 * An empty field is "not given" where the schema allows that, and null where it wants null: a cleared date of a nullable
 * field, a choice that was never made in an optional one.
 */
function parseDraft<S extends z.ZodObject>(schema: S, draft: Record<string, unknown>) {
  const given = Object.fromEntries(
    Object.entries(draft).map(([name, value]) => [name, value === '' ? undefined : value]),
  )
  const first = schema.safeParse(given)
  if (first.success) return first
  const other = { ...given }
  for (const { path } of first.error.issues) {
    const name = String(path[0])
    if (isEmpty(other[name])) other[name] = other[name] === null ? undefined : null
  }
  const second = schema.safeParse(other)
  // A mistake is told about what was typed, not about our second guess.
  return second.success ? second : first
}

/** A form over the contract's schema: errors at the fields, a sentence for the rest, what was typed stays. */
export function useForm<S extends z.ZodObject, Result = unknown>(options: Options<S, Result>) {
  type Values = Draft<z.input<S>>
  type Name = keyof z.input<S> & string
  const { schema, initial, version, record, submit, refresh, onDone, onKept, fieldErrors, draftKey } = options
  const texts = useKitTexts()
  const errorText = useErrorText()
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({})
  const [failure, setFailure] = useState<unknown>()
  const [pending, setPending] = useState(false)
  const [tried, setTried] = useState(false)
  const followed = useFollowed<Values>(initial, version ?? 0, {
    start: () => draftOf(draftKey, initial),
    waits: pending,
  })
  const { values, isDirty, isInTheWay, putMine } = followed
  // Enter may be pressed twice before the next drawing.
  const sending = useRef(false)

  const keep = (next: Values | undefined) => {
    if (draftKey) keepDraft(draftKey, next)
  }

  const toFields = (issues: readonly Issue[], current: Values) => {
    const found: Partial<Record<string, string>> = {}
    for (const { path, message } of issues) {
      const name = String(path[0]) as Name
      const required = isEmpty(current[name]) && !acceptsNothing(schema, name)
      if (isEmpty(current[name]) && !required) continue
      found[name] ??= fieldErrors?.[name] ?? (required ? texts.form.required : message)
    }
    return found
  }
  const check = (current: Values) => parseDraft(schema, current)

  const set = (name: Name, value: Values[Name]) => {
    followed.change({ [name]: value } as Partial<Values>)
    const next = followed.now()
    keep(next)
    if (tried) {
      const result = check(next)
      setErrors(result.success ? {} : toFields(result.error.issues, next))
    } else if (errors[name]) {
      setErrors({ ...errors, [name]: undefined })
    }
  }

  const send = async () => {
    if (sending.current) return
    setTried(true)
    setFailure(undefined)
    const result = check(values)
    if (!result.success) {
      setErrors(toFields(result.error.issues, values))
      return
    }
    setErrors({})
    sending.current = true
    setPending(true)
    try {
      const put = (present: number) => submit(result.data, present)
      const answer = await (record ? sendInTurn(record, followed.version, put) : put(followed.version))
      followed.sent(values)
      keep(undefined)
      setTried(false)
      onDone?.(answer)
    } catch (thrown) {
      if (isKept(thrown) && onKept) {
        followed.sent(values)
        keep(undefined)
        setTried(false)
        onKept()
        return
      }
      const fields = toFields(issuesOf(toApiError(thrown).data), values)
      setErrors(fields)
      if (Object.keys(fields).length === 0) setFailure(thrown)
      if (toApiError(thrown).code.endsWith('_CHANGED')) void refresh?.()
    } finally {
      sending.current = false
      setPending(false)
    }
  }

  const count = Object.values(errors).filter(Boolean).length
  return {
    values,
    errors,
    dirty: isDirty,
    isInTheWay,
    putMine,
    keepCurrent() {
      followed.keepCurrent()
      setFailure(undefined)
    },
    pending,
    /** What the server refused, as a sentence; undefined while there is nothing to say. */
    failure,
    message: failure !== undefined ? errorText(failure) : count > 1 ? texts.form.check(count) : undefined,
    set,
    send,
    reset: (to: Values = initial) => {
      followed.reset(to)
      setErrors({})
      setFailure(undefined)
      setTried(false)
      keep(undefined)
    },
    /** For text inputs: `<TextInput label={…} {...form.text('name')} />`. */
    text: (name: Name) => ({
      name,
      value: String(values[name] ?? ''),
      error: errors[name],
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
        set(name, event.currentTarget.value as Values[Name]),
    }),
    /** For Choice, NumberField, DateInput and others whose onChange gives the value. */
    field: <K extends Name>(name: K) => ({
      value: (values[name] ?? null) as Exclude<Values[K], undefined | ''> | null,
      error: errors[name],
      onChange: (value: Values[K]) => set(name, value),
    }),
    /** For Checkbox and Switch. */
    check: (name: Name) => ({
      name,
      checked: values[name] === true,
      error: errors[name],
      onChange: (event: ChangeEvent<HTMLInputElement>) => set(name, event.currentTarget.checked as Values[Name]),
    }),
  }
}

export type FormState = Pick<
  ReturnType<typeof useForm>,
  'dirty' | 'pending' | 'failure' | 'message' | 'send' | 'errors' | 'isInTheWay' | 'keepCurrent' | 'putMine'
>
