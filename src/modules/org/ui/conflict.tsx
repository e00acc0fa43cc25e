import { Button } from '@mantine/core'
import { toApiError } from '#web/api-error.ts'
import { useOrgTexts } from './use-org.ts'

const conflicts = new Set(['PERSON_CHANGED', 'DEPARTMENT_CHANGED', 'COMPANY_CHANGED'])

/** After a change that somebody else was quicker with: the way to what holds now. */
export function Conflict({ form, onShow }: { form: { failure: unknown }; onShow: () => void }) {
  const texts = useOrgTexts()
  if (form.failure === undefined || !conflicts.has(toApiError(form.failure).code)) return null
  return (
    <div>
      <Button variant="default" onClick={onShow}>
        {texts.showCurrent}
      </Button>
    </div>
  )
}
