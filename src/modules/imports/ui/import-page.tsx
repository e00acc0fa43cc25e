import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { JobProgress } from '#web/kit/job-progress.tsx'
import { Page } from '#web/kit/page.tsx'
import { useGo, usePathParam, useSearchState } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { Stepper } from '#web/kit/stepper.tsx'
import { CheckStep } from './check-step.tsx'
import { ColumnsStep } from './columns-step.tsx'
import { FileFound } from './file-found.tsx'
import css from './imports.module.css'
import { MatchStep } from './match-step.tsx'
import { ResultStep } from './result-step.tsx'
import { type ImportDetails, isRunning, secondsLeft, useImport, useImportTexts, useImportWords } from './use-imports.ts'

const search = z.object({ step: z.enum(['columns', 'match', 'check']).optional() })
type StepName = 'file' | 'columns' | 'match' | 'check' | 'result'

/** One file on its way in: what was found, what it means, what would happen, what happened. */
export function ImportPage() {
  const id = usePathParam('importId')
  const texts = useImportTexts()
  const { data: one, error, refetch, refresh } = useImport(id)
  const [{ step: asked }, change] = useSearchState(search)
  if (!one) {
    return (
      <Page title={texts.title}>
        {error ? <ErrorState error={error} onRepeat={() => void refetch()} /> : <SkeletonText lines={8} />}
      </Page>
    )
  }
  return <Wizard one={one} current={stepOf(one, asked)} goTo={(step) => change({ step })} onChange={refresh} />
}

interface WizardProps {
  one: ImportDetails
  current: StepName
  goTo: (step: 'columns' | 'match' | 'check') => void
  onChange: () => Promise<void>
}

function Wizard({ one, current, goTo, onChange }: WizardProps) {
  const texts = useImportTexts()
  const words = useImportWords()
  const top = useRef<HTMLDivElement>(null)
  // Each step begins at its top, however far the one before was scrolled.
  useEffect(() => {
    // In newer browsers it gives a promise, and an effect that gives something gives its clean-up.
    top.current?.scrollIntoView({ block: 'center' })
  }, [current])
  const names: StepName[] =
    one.kind === 'deals' ? ['file', 'columns', 'match', 'check', 'result'] : ['file', 'columns', 'check', 'result']
  const mayGoBack = one.suggestion !== null && !isRunning(one)
  return (
    <Page
      title={one.fileName}
      scope={`${words.kinds[one.kind]} · ${words.statuses[one.status]}`}
      actions={<RemoveButton one={one} />}
    >
      <div ref={top}>
        <Stepper
          steps={names.map((name) => ({ id: name, label: texts.steps[name] }))}
          current={current}
          {...(mayGoBack && {
            onStep: (name: string) => goTo(name === 'match' ? 'match' : name === 'check' ? 'check' : 'columns'),
          })}
        />
      </div>
      {one.error && (
        <p className={css.problem} role="alert">
          <strong>{texts.failed}</strong> {one.error.message}
        </p>
      )}
      {one.status === 'cancelled' && <p className={css.note}>{texts.cancelled}</p>}
      {isRunning(one) ? (
        <Running one={one} onChange={onChange} />
      ) : (
        <Content one={one} step={current} goTo={goTo} onChange={onChange} />
      )}
    </Page>
  )
}

interface ContentProps {
  one: ImportDetails
  step: StepName
  goTo: (step: 'columns' | 'match' | 'check') => void
  onChange: () => Promise<void>
}

function Content({ one, step, goTo, onChange }: ContentProps) {
  // A new answer of the server is a new draft; while people type, nothing refetches.
  const key = `${one.id}:${one.version}`
  if (step === 'file') return <FileFound one={one} onChange={onChange} isOpen />
  if (step === 'result') return <ResultStep one={one} onChange={onChange} />
  if (step === 'check') return <CheckStep one={one} goTo={goTo} onChange={onChange} />
  if (step === 'match') return <MatchStep key={key} one={one} goTo={goTo} onChange={onChange} />
  return (
    <>
      <FileFound one={one} onChange={onChange} />
      <ColumnsStep key={key} one={one} goTo={goTo} onChange={onChange} />
    </>
  )
}

function Running({ one, onChange }: { one: ImportDetails; onChange: () => Promise<void> }) {
  const texts = useImportTexts()
  const titles: Record<string, [title: string, hint: string | null]> = {
    reading: [texts.found.reading, null],
    checking: [texts.check.running, texts.check.runningHint],
    committing: [texts.commit.running, texts.commit.hint],
    reverting: [texts.commit.reverting, null],
  }
  const [title = '', hint = null] = titles[one.status] ?? []
  const cancel = async () => {
    await api.imports.cancel({ id: one.id })
    await onChange()
  }
  return (
    <JobProgress
      title={title}
      done={one.progress?.done ?? 0}
      total={one.progress?.total}
      secondsLeft={secondsLeft(one)}
      step={hint}
      {...(one.status !== 'reverting' && { onCancel: cancel })}
    />
  )
}

function RemoveButton({ one }: { one: ImportDetails }) {
  const texts = useImportTexts()
  const go = useGo()
  const client = useQueryClient()
  const [opened, setOpened] = useState(false)
  if (isRunning(one) || one.status === 'done' || one.status === 'reverted') return null
  const remove = async () => {
    await api.imports.remove({ id: one.id })
    void client.invalidateQueries({ queryKey: ['imports', 'list'] })
    go({ to: '/imports' })
  }
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {texts.remove}
      </Button>
      <ConfirmDialog
        opened={opened}
        title={texts.removeTitle}
        text={texts.removeText}
        confirm={texts.remove}
        danger
        onConfirm={remove}
        onCancel={() => setOpened(false)}
      />
    </>
  )
}

/** Where the wizard stands: as far as the import is, or at a passed step to which somebody went back. */
function stepOf(one: ImportDetails, asked: 'columns' | 'match' | 'check' | undefined): StepName {
  if (['committing', 'done', 'reverting', 'reverted'].includes(one.status)) return 'result'
  if (one.status === 'reading' || !one.file) return 'file'
  if (one.status === 'checking') return 'check'
  if (asked === 'match' && one.kind === 'deals' && one.mapping) return 'match'
  if (asked === 'columns') return 'columns'
  return one.status === 'checked' ? 'check' : 'columns'
}
