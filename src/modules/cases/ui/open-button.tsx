import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import { useGo } from '#web/kit/routing.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import { caseTarget } from './filters.ts'
import { useCaseChanged, useCasesTexts } from './use-cases.ts'

export type CaseAsked = Parameters<typeof api.cases.open>[0]

/** Opens a case and goes to it; of a matter that has one, to that one. What cannot be opened says why. */
export function useOpenCase() {
  const texts = useCasesTexts()
  const errorText = useErrorText()
  const changed = useCaseChanged()
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const open = async (asked: CaseAsked) => {
    setBusy(true)
    try {
      const { id } = await api.cases.open(asked)
      say(texts.open.opened)
      changed()
      go(caseTarget(id))
    } catch (thrown) {
      const { code, data } = toApiError(thrown)
      if (code === 'CASE_EXISTS' && typeof data === 'object' && data !== null && 'id' in data)
        go(caseTarget(String(data.id)))
      else say(errorText(thrown), 'bad')
    } finally {
      setBusy(false)
    }
  }
  return { open, busy }
}

/** The same for a stage of the funnel: of the seller or the department that is looked at, else of one's own team, else of the company. */
export function OpenStageCase({ stageId, period, sellers = [], departments = [] }: StageAsked) {
  const viewer = useViewer()
  const [seller, department] = [
    sellers.length === 1 ? sellers[0] : undefined,
    departments.length === 1 ? departments[0] : undefined,
  ]
  const own = viewer.role === 'head' ? (viewer.departmentId ?? undefined) : undefined
  const subject = seller
    ? { level: 'person' as const, subjectId: seller }
    : (department ?? own)
      ? { level: 'department' as const, subjectId: department ?? own }
      : { level: 'company' as const }
  return <OpenCaseButton asked={{ metric: 'stage', period, stageId, ...subject }} />
}

interface StageAsked {
  stageId: string
  period: string
  sellers?: readonly string[] | undefined
  departments?: readonly string[] | undefined
}

/** «Открыть отклонение» beside a figure of plan/fact or of the funnel; absent for those who may not. */
export function OpenCaseButton({ asked, about }: { asked: CaseAsked; about?: string | undefined }) {
  const texts = useCasesTexts()
  const viewer = useViewer()
  const { open, busy } = useOpenCase()
  if (!can({ role: viewer.role, scope: 'people', readOnly: false }, 'open')) return null
  return (
    <Button variant="default" loading={busy} onClick={() => void open(asked)}>
      {about ? `${texts.open.action}: ${about}` : texts.open.action}
    </Button>
  )
}
