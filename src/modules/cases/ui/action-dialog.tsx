import { Button, Checkbox, Textarea, TextInput, UnstyledButton } from '@mantine/core'
import { useMemo, useState } from 'react'
import { addDays, type Day } from '#core/calendar/day.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice, PersonPicker } from '#web/kit/choice.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import { ranked } from '../calc/library.ts'
import { type CaseDetail, type LibraryEntry, type Target, targets } from '../contract.ts'
import css from './cases.module.css'
import { commandCase, useCaseChanged, useCasesTexts, useLibrary } from './use-cases.ts'

const SHOWN = 6
const USUAL_REVIEW_DAYS = 20

/** Chooses an action, the best proven for the cause first: who, by when, what is expected, when it is checked. */
export function ActionDialog({ one, onClose }: { one: CaseDetail; onClose: () => void }) {
  const texts = useCasesTexts()
  const words = texts.dialog
  const viewer = useViewer()
  const errorText = useErrorText()
  const changed = useCaseChanged()
  const [draft, setDraft] = useState(() => ({
    kind: 'own',
    title: '',
    target: 'sales' as Target,
    doerId: (one.level === 'person' ? one.subjectId : viewer.id) as string | null,
    dueOn: addDays(viewer.today as Day, 3) as string,
    expectedMinor: null as number | null,
    reviewAfterDays: USUAL_REVIEW_DAYS,
    makeTask: true,
    keep: false,
  }))
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const put = (change: Partial<typeof draft>) => {
    setDraft({ ...draft, ...change })
    setError(undefined)
  }
  const send = async () => {
    setBusy(true)
    try {
      const { keep, doerId, title, ...rest } = draft
      const kept =
        keep && draft.kind === 'own'
          ? await api.cases.addToLibrary({ title, target: draft.target, drivers: driversOf(one) })
          : null
      const action = { ...rest, kind: kept?.kind ?? draft.kind, title, doerId: doerId ?? '' }
      const after = await commandCase(one, (version) => api.cases.act({ ...action, id: one.id, version }))
      changed(after)
      say(words.done)
      onClose()
    } catch (thrown) {
      setError(errorText(thrown))
    } finally {
      setBusy(false)
    }
  }
  const usable = targets.filter((target) => target !== 'next' || one.stageId !== null)
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.title}
      width={560}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button loading={busy} disabled={draft.title.trim() === '' || !draft.doerId} onClick={() => void send()}>
            {words.submit}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <LibraryChoice
          one={one}
          chosen={draft.kind}
          onChoose={(entry, title) =>
            put({ kind: entry.kind, title, target: usable.includes(entry.target) ? entry.target : 'sales' })
          }
        />
        <Textarea
          label={words.what}
          required
          value={draft.title}
          maxLength={200}
          autosize
          minRows={2}
          onChange={(event) => put({ title: event.currentTarget.value })}
        />
        <PersonPicker
          label={texts.actions.doer}
          value={draft.doerId}
          onChange={(doerId) => put({ doerId })}
          loadKey={['cases', 'doers']}
          load={async (text) => {
            const { people } = await api.tasks.reference({})
            return people
              .filter((person) => person.name.toLowerCase().includes(text.toLowerCase()))
              .map(({ id, name }) => ({ value: id, label: name }))
          }}
        />
        <div className={css.two}>
          <TextInput
            type="date"
            label={texts.actions.dueOn}
            value={draft.dueOn}
            min={viewer.today}
            onChange={(event) => put({ dueOn: event.currentTarget.value })}
          />
          <NumberField
            label={words.reviewAfter}
            min={5}
            max={120}
            value={draft.reviewAfterDays}
            onChange={(value) => put({ reviewAfterDays: Number(value) || USUAL_REVIEW_DAYS })}
          />
        </div>
        <Choice
          label={words.target}
          value={draft.target}
          onChange={(target) => put({ target: (target ?? 'sales') as Target })}
          options={usable.map((value) => ({ value, label: texts.targets[value] }))}
        />
        <MoneyField
          label={words.expected}
          description={words.expectedHint}
          value={draft.expectedMinor}
          onChange={(expectedMinor) => put({ expectedMinor })}
        />
        <Checkbox
          label={words.task}
          checked={draft.makeTask}
          onChange={(event) => put({ makeTask: event.currentTarget.checked })}
        />
        {draft.kind === 'own' && (
          <Checkbox
            label={words.keep}
            checked={draft.keep}
            onChange={(event) => put({ keep: event.currentTarget.checked })}
          />
        )}
        {error && (
          <p className={css.error} role="alert">
            {error}
          </p>
        )}
      </div>
    </SidePanel>
  )
}

const driversOf = (one: CaseDetail) => [...new Set(one.causes.slice(0, 2).map((cause) => cause.driver))]

function LibraryChoice({
  one,
  chosen,
  onChoose,
}: {
  one: CaseDetail
  chosen: string
  onChoose: (entry: LibraryEntry, title: string) => void
}) {
  const texts = useCasesTexts()
  const words = texts.dialog
  const format = useFormat()
  const { data } = useLibrary()
  const wanted = useMemo(() => {
    const named = one.split.parts.find((part) => part.key === one.cause)?.driver
    return [...(named ? [named] : []), ...one.causes.map((cause) => cause.driver)]
  }, [one])
  const entries = useMemo(() => ranked(data?.rows ?? [], wanted).slice(0, SHOWN), [data, wanted])
  return (
    <fieldset className={css.library}>
      <legend>{words.library}</legend>
      {entries.map((entry) => {
        const title = entry.title ?? texts.library[entry.kind as keyof typeof texts.library]
        return (
          <UnstyledButton
            key={entry.kind}
            data-chosen={chosen === entry.kind || undefined}
            onClick={() => onChoose(entry, title)}
          >
            <b>{title}</b>
            <small>
              {words.past(entry.n, entry.judged, entry.helped)}
              {entry.medianShare !== null &&
                ` · ${words.median(format.share(entry.medianShare, { signed: true, digits: 0 }))}`}
            </small>
          </UnstyledButton>
        )
      })}
    </fieldset>
  )
}
