import { createContext, Suspense, useContext, useMemo } from 'react'
import type { CardName, CardPart, CardPartProps } from './routing.tsx'
import { SkeletonText } from './skeletons.tsx'

const CardPartsContext = createContext<readonly CardPart[]>([])
export const CardPartsProvider = CardPartsContext.Provider

/** What other modules add to this card at this place, in their order. */
export function useCardParts(card: CardName, place: CardPart['place']): readonly CardPart[] {
  const parts = useContext(CardPartsContext)
  return useMemo(
    () => parts.filter((part) => part.card === card && part.place === place).toSorted((a, b) => a.order - b.order),
    [parts, card, place],
  )
}

/** One such piece; it is fetched when it is first shown. */
export function CardPartView({ part, ...props }: { part: CardPart } & CardPartProps) {
  return (
    <Suspense fallback={<SkeletonText lines={2} />}>
      <part.Piece {...props} />
    </Suspense>
  )
}

/** A cell that another module adds to a list; empty until it is fetched. */
export function CardPartCell({ part, id }: { part: CardPart; id: string }) {
  return (
    <Suspense fallback={null}>
      <part.Piece id={id} mayEdit={false} />
    </Suspense>
  )
}
