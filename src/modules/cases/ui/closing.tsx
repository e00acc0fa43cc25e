import { Button, Modal, Radio, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { type CaseDetail, type Verdict, verdicts } from '../contract.ts'
import css from './cases.module.css'
import { commandCase, useCaseChanged, useCasesTexts } from './use-cases.ts'

/** Ends a case with its verdict, or takes a closed one up again. */
export function ClosingActions({ one }: { one: CaseDetail }) {
  const texts = useCasesTexts()
  const [opened, setOpened] = useState(false)
  // What was asked for stays while the dialog goes away, although the case has changed by then.
  const [isClosing, setClosing] = useState(true)
  if (!one.may.close && !one.may.reopen) return null
  const words = (closing: boolean) => (closing ? texts.close.title : texts.reopen.action)
  const shut = () => setOpened(false)
  return (
    <>
      <Button
        variant={one.isDue ? 'filled' : 'default'}
        onClick={() => {
          setClosing(one.may.close)
          setOpened(true)
        }}
      >
        {words(one.may.close)}
      </Button>
      <Modal
        opened={opened}
        onClose={shut}
        title={<strong>{words(isClosing)}</strong>}
        size={480}
        transitionProps={{ duration: 100 }}
      >
        {isClosing ? <CloseForm one={one} onDone={shut} /> : <ReopenForm one={one} onDone={shut} />}
      </Modal>
    </>
  )
}

const measuredOf = (one: CaseDetail): Verdict | null =>
  one.actionList.findLast((action) => action.verdict !== null)?.verdict ?? null

function CloseForm({ one, onDone }: { one: CaseDetail; onDone: () => void }) {
  const texts = useCasesTexts()
  const words = texts.close
  const measured = measuredOf(one)
  const unfinished = one.actionList.filter(({ state }) => state === 'planned').map(({ title }) => title)
  const [verdict, setVerdict] = useState<Verdict>(measured ?? 'cannotTell')
  const [note, setNote] = useState('')
  const { send, busy, error } = useSending(onDone, words.closed)
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send(() =>
          commandCase(one, (version) => api.cases.close({ id: one.id, version, verdict, note: note.trim() || null })),
        )
      }}
    >
      <p className={css.quiet}>{measured ? texts.effect.verdictOf(measured) : texts.effect.none}</p>
      <Radio.Group label={words.verdict} value={verdict} onChange={(value) => setVerdict(value)}>
        <Stack gap={8} mt={8}>
          {verdicts.map((value) => (
            <Radio key={value} value={value} label={texts.verdicts[value]} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={words.note}
        description={words.noteHint}
        value={note}
        maxLength={2000}
        autosize
        minRows={2}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {unfinished.length > 0 && <p className={css.quiet}>{words.unfinished(unfinished)}</p>}
      {error && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
      <div className={css.buttons}>
        <Button variant="default" onClick={onDone}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={busy}>
          {words.action}
        </Button>
      </div>
    </form>
  )
}

function ReopenForm({ one, onDone }: { one: CaseDetail; onDone: () => void }) {
  const texts = useCasesTexts()
  const words = texts.reopen
  const [reason, setReason] = useState('')
  const { send, busy, error } = useSending(onDone, words.done)
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send(() => commandCase(one, (version) => api.cases.reopen({ id: one.id, version, reason: reason.trim() })))
      }}
    >
      <Textarea
        label={words.reason}
        required
        value={reason}
        maxLength={2000}
        autosize
        minRows={2}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
      <div className={css.buttons}>
        <Button variant="default" onClick={onDone}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={busy} disabled={reason.trim() === ''}>
          {words.action}
        </Button>
      </div>
    </form>
  )
}

function useSending(onDone: () => void, done: string) {
  const changed = useCaseChanged()
  const errorText = useErrorText()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const send = async (work: () => Promise<CaseDetail>) => {
    setBusy(true)
    setError(undefined)
    try {
      changed(await work())
      say(done)
      onDone()
    } catch (thrown) {
      setError(errorText(thrown))
    } finally {
      setBusy(false)
    }
  }
  return { send, busy, error }
}
