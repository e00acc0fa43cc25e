import { Button } from '@mantine/core'
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { toApiError } from '../api-error.ts'
import { CopyCode } from '../kit/copy-code.tsx'
import { Link } from '../kit/routing.tsx'
import { useKitTexts } from '../kit/use-kit-texts.ts'
import css from './failure-pages.module.css'
import { useShellTexts } from './use-shell-texts.ts'

/** 404 */
export function NotFoundPage() {
  const texts = useShellTexts()
  return (
    <div className={css.failure}>
      <h1>{texts.notFound.title}</h1>
      <p>{texts.notFound.text}</p>
      <Link to="/">{texts.notFound.home}</Link>
    </div>
  )
}

/** A page file of the last version is gone after an update of the server: only a reload helps. */
const staleChunk = /dynamically imported module|module script failed|Failed to fetch dynamically/i

/** A page that threw: the shell around it goes on working. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const texts = useShellTexts()
  const kit = useKitTexts()
  const router = useRouter()
  const message = error instanceof Error ? error.message : String(error)
  const isMissing = staleChunk.test(message)
  // Without a network it is a page that this device has not kept yet.
  const isFar = isMissing && !navigator.onLine
  const stale = isMissing && !isFar
  const { code, requestId } = toApiError(error)
  const said = code === 'UNEXPECTED' ? message.slice(0, 200) : requestId ? `${code} ${requestId}` : code
  const again = () => {
    if (isMissing) window.location.reload()
    else {
      reset()
      void router.invalidate()
    }
  }
  return (
    <div className={css.failure} role="alert">
      <h1>{isFar ? texts.crash.farTitle : texts.crash.title}</h1>
      <p>{isFar ? texts.crash.far : stale ? texts.crash.stale : texts.crash.text}</p>
      {!isMissing && <CopyCode code={said} />}
      <div>
        <Button onClick={again}>{stale ? texts.crash.reload : kit.repeat}</Button>
      </div>
    </div>
  )
}
