import { Button } from '@mantine/core'
import { toApiError } from '../api-error.ts'
import { CopyCode } from './copy-code.tsx'
import css from './states.module.css'
import { useErrorText } from './use-error-text.ts'
import { useKitTexts } from './use-kit-texts.ts'

type Props = {
  error: unknown
  onRepeat?: (() => void) | undefined
  title?: string
}

/** An error where it happened: what to do, a repeat, and a code for the administrator; a refusal of rights is told in words alone. */
export function ErrorState({ error, onRepeat, title }: Props) {
  const texts = useKitTexts()
  const sentence = useErrorText()(error)
  const { code, requestId } = toApiError(error)
  // Asking again gives nobody a right, and there is nothing for an administrator to look up.
  const isForbidden = code === 'FORBIDDEN'
  return (
    <div className={css.error} data-quiet={isForbidden || undefined} role="alert">
      <div>
        <strong>{title ?? (isForbidden ? texts.noAccess : texts.errorTitle)}</strong>
        <p>{sentence}</p>
        {!isForbidden && <CopyCode code={requestId ? `${code} ${requestId}` : code} />}
      </div>
      {onRepeat && !isForbidden && (
        <Button variant="default" onClick={onRepeat}>
          {texts.repeat}
        </Button>
      )}
    </div>
  )
}
