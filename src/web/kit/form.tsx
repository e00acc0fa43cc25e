import { Alert, Button } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import { toApiError } from '../api-error.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { CopyCode } from './copy-code.tsx'
import css from './form.module.css'
import { Theirs } from './theirs.tsx'
import { useKitTexts } from './use-kit-texts.ts'
import type { FormState } from './use-form.ts'

type Props = {
  form: FormState
  children: ReactNode
  submitLabel?: string
  /** Beside the main button: a cancel, for example. */
  actions?: ReactNode
  /** Asks before leaving with unsaved text; on by default. */
  guard?: boolean
}

/** Fields, the sentence of what went wrong, the button. Ctrl+Enter sends from any field. */
export function Form({ form, children, submitLabel, actions, guard = true }: Props) {
  const texts = useKitTexts()
  const element = useRef<HTMLFormElement>(null)
  const names = Object.entries(form.errors)
    .filter(([, message]) => message)
    .map(([name]) => name)
    .join(',')
  useEffect(() => {
    if (names) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    // Focus moves once, when the set of wrong fields changes by sending, not at each letter.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [form.pending])
  return (
    <form
      ref={element}
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.send()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void form.send()
      }}
    >
      {children}
      {form.message && (
        <Alert color="red" role="alert" className={css.alert}>
          {form.message}
          {form.failure !== undefined && toApiError(form.failure).requestId && (
            <CopyCode code={`${toApiError(form.failure).code} ${toApiError(form.failure).requestId}`} />
          )}
        </Alert>
      )}
      <Theirs of={form} onMine={() => void form.send()} />
      <div className={css.buttons}>
        <Button type="submit" loading={form.pending}>
          {submitLabel ?? texts.save}
        </Button>
        {actions}
      </div>
      {guard && <LeaveGuard dirty={form.dirty && !form.pending} />}
    </form>
  )
}

/** Asks before leaving a page with unsaved text. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const texts = useKitTexts()
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  })
  return (
    <ConfirmDialog
      opened={blocker.status === 'blocked'}
      title={texts.form.leaveTitle}
      text={texts.form.leaveText}
      confirm={texts.form.leave}
      cancel={texts.form.stay}
      danger
      onConfirm={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    />
  )
}

/** Two fields side by side, one under the other on a phone. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={css.row}>{children}</div>
}
