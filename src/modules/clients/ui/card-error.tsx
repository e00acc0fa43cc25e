import { toApiError } from '#web/api-error.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Link } from '#web/kit/routing.tsx'
import { useClientsTexts } from './use-clients.ts'

/** A client that is not there is no failure of the program: says where it may be. */
export function CardError({ error, onRepeat }: { error: unknown; onRepeat: () => void }) {
  const { card: words } = useClientsTexts()
  if (toApiError(error).code !== 'NOT_FOUND' && toApiError(error).code !== 'BAD_REQUEST')
    return <ErrorState error={error} onRepeat={onRepeat} />
  return <EmptyState title={words.gone} text={words.goneText} action={<Link to="/clients">{words.toList}</Link>} />
}
