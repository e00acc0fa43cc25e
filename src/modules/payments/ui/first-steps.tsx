import { Button, Group } from '@mantine/core'
import IconCoins from '@tabler/icons-react/dist/esm/icons/IconCoins.mjs'
import IconReceipt from '@tabler/icons-react/dist/esm/icons/IconReceipt.mjs'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { Link, useGo } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import { usePaymentsTexts } from './use-payments.ts'

/** Before the first invoice: where one is made, and what must stand on it. */
export function FirstInvoice() {
  const texts = usePaymentsTexts()
  const viewer = useViewer()
  const go = useGo()
  return (
    <EmptyState
      icon={IconReceipt}
      title={texts.empty}
      text={texts.emptyText}
      steps={texts.emptySteps}
      action={
        <Group gap="md">
          <Button onClick={() => go({ to: '/deals' })}>{texts.toDeals}</Button>
          {can(viewer, 'configure') && <Link to="/settings/requisites">{texts.toRequisites}</Link>}
        </Group>
      }
    />
  )
}

/** Nothing is waited for: all is paid, or no invoice has ever been made. */
export function NothingOwed() {
  const texts = usePaymentsTexts()
  const { data } = useQuery({ queryKey: ['payments', 'totals', {}], queryFn: () => api.payments.invoiceTotals({}) })
  if (!data) return null
  if (data.count === 0) return <FirstInvoice />
  return <EmptyState icon={IconReceipt} title={texts.debtsEmpty} text={texts.debtsEmptyText} />
}

/** Before the first receipt; who may not record one is told who does. */
export function FirstPayment({ onNew }: { onNew: () => void }) {
  const texts = usePaymentsTexts()
  const viewer = useViewer()
  const isAllowed = can(viewer, 'recordPayments')
  return (
    <EmptyState
      icon={IconCoins}
      title={texts.paymentsEmpty}
      text={isAllowed ? texts.paymentsEmptyText : texts.paymentsEmptyOthers}
      action={
        isAllowed && (
          <Group gap="md">
            <Button onClick={onNew}>{texts.newPayment}</Button>
            <Link to="/imports" search={{ kind: 'payments' }}>
              {texts.importPayments}
            </Link>
          </Group>
        )
      }
    />
  )
}
