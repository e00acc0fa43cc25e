import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { Section } from '#web/kit/page.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import css from './imports.module.css'
import { MadeList } from './made-list.tsx'
import { ReasonsTable } from './reasons-table.tsx'
import { ReportLinks } from './report-links.tsx'
import { ResultFigures } from './result-figures.tsx'
import { type ImportDetails, useImportTexts } from './use-imports.ts'

interface Props {
  one: ImportDetails
  goTo: (step: 'columns' | 'match') => void
  onChange: () => Promise<void>
}

/** What would happen; nothing has happened yet. */
export function CheckStep({ one, goTo, onChange }: Props) {
  const texts = useImportTexts()
  const errorText = useErrorText()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [duplicates, setDuplicates] = useState(false)
  const { result, blockers } = one
  if (!result) return null
  const changes = result.create + result.update
  const commit = async () => {
    setBusy(true)
    setProblem('')
    try {
      await api.imports.commit({ id: one.id, duplicates })
      await onChange()
    } catch (error) {
      setProblem(errorText(error))
    } finally {
      setBusy(false)
    }
  }
  const alike = result.reasons.find(({ reason }) => reason === 'ALIKE_HERE')?.rows ?? 0
  const rejected = result.reasons.filter(({ severity }) => severity === 'rejected')
  const changed = result.reasons.filter(({ severity }) => severity === 'changed')
  return (
    <>
      <Section title={texts.check.running} hint={texts.check.runningHint} actions={<ReportLinks one={one} />}>
        <ResultFigures kind={one.kind} result={result} />
      </Section>
      {result.reasons.length === 0 && result.rejected === 0 && <p className={css.note}>{texts.check.none}</p>}
      {rejected.length > 0 && (
        <Section title={texts.check.whyRejected} flush>
          <ReasonsTable id={one.id} reasons={rejected} />
        </Section>
      )}
      {changed.length > 0 && (
        <Section title={texts.check.whyChanged} flush>
          <ReasonsTable id={one.id} reasons={changed} />
        </Section>
      )}
      <MadeList result={result} title={texts.check.made} />
      {blockers.map(({ code, message }) => (
        <p key={code} className={css.problem} role="alert">
          <strong>{`${texts.check.blocked}.`}</strong> {message}
        </p>
      ))}
      {alike > 0 && (
        <div className={css.problem}>
          <p>{texts.check.alike(alike)}</p>
          <Checkbox
            label={texts.check.alikeAgain(alike)}
            checked={duplicates}
            onChange={(event) => setDuplicates(event.currentTarget.checked)}
          />
        </div>
      )}
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={css.bar}>
        <Button
          loading={busy}
          disabled={blockers.length > 0 || (alike > 0 && !duplicates) || changes + result.unchanged === 0}
          onClick={() => void commit()}
        >
          {changes > 0 ? texts.check.commit(changes) : texts.check.commitNothing}
        </Button>
        <Button variant="default" onClick={() => goTo(one.kind === 'deals' ? 'match' : 'columns')}>
          {texts.check.back}
        </Button>
      </div>
    </>
  )
}
