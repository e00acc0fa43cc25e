import { usePathParam } from '#web/kit/routing.tsx'
import { SellerView } from './seller-view.tsx'

/** The decomposition of the seller in the address. */
export function SellerPage() {
  return <SellerView personId={usePathParam('personId')} />
}
