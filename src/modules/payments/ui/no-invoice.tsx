import { toApiError } from '#web/api-error.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import { usePaymentsTexts } from './use-payments.ts'

/** In place of an invoice that does not come: one that is gone leads to the list, all else is asked for again. */
export function NoInvoice({ error, onRepeat }: { error: unknown; onRepeat: () => void }) {
  const texts = usePaymentsTexts()
  const isGone = ['NOT_FOUND', 'BAD_REQUEST'].includes(toApiError(error).code)
  return (
    <Page title={texts.title}>
      {isGone ? (
        <EmptyState title={texts.gone} text={texts.goneText} action={<Link to="/payments">{texts.toList}</Link>} />
      ) : (
        <ErrorState error={error} onRepeat={onRepeat} />
      )}
    </Page>
  )
}
