import type { CardPartProps } from '#web/kit/routing.tsx'
import { Attachments } from './attachments.tsx'

export function DealFiles({ id, mayEdit }: CardPartProps) {
  return <Attachments subject={{ type: 'deal', id }} mayEdit={mayEdit} />
}

export function CompanyFiles({ id, mayEdit }: CardPartProps) {
  return <Attachments subject={{ type: 'company', id }} mayEdit={mayEdit} />
}

export function ContactFiles({ id, mayEdit }: CardPartProps) {
  return <Attachments subject={{ type: 'contact', id }} mayEdit={mayEdit} />
}
