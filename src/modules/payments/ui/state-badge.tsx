import css from './payments.module.css'
import { type Contract, type Invoice, usePaymentsTexts } from './use-payments.ts'

const marks: Record<Invoice['state'], string> = { waiting: '○', partly: '◐', overdue: '▲', paid: '●', cancelled: '×' }

/** What an invoice is now, by a sign and a word. */
export function StateBadge({ state }: { state: Invoice['state'] }) {
  const texts = usePaymentsTexts()
  return (
    <span className={css.state} data-state={state}>
      <i aria-hidden>{marks[state]}</i> {texts.states[state]}
    </span>
  )
}

export function ContractBadge({ state }: { state: Contract['state'] }) {
  const texts = usePaymentsTexts()
  return (
    <span className={css.state} data-state={state}>
      {texts.contractStates[state]}
    </span>
  )
}
