/** How strongly a cell is coloured and by which meaning; the hue is a token, so both themes follow. */
export type CellLook = { hue: 'none' | 'amount' | 'good' | 'bad'; /** 0…1 */ share: number }

type Scale = {
  scale: 'amount' | 'norm' | 'loss'
  /** Of `norm`: neither good nor bad. */
  middle: number
  /** The largest value of all cells. */
  most: number
}

/** The look of a value: from nothing to the largest, or away from the middle on either side; a norm met twice is as strong as it gets. */
export function shareOfScale(value: number, { scale, middle, most }: Scale): CellLook {
  if (scale !== 'norm')
    return { hue: scale === 'amount' ? 'amount' : 'bad', share: most > 0 ? within(value / most) : 0 }
  if (middle === 0) return { hue: value >= 0 ? 'good' : 'bad', share: most === 0 ? 0 : within(Math.abs(value) / most) }
  const away = (value - middle) / middle
  return { hue: away >= 0 ? 'good' : 'bad', share: within(Math.abs(away)) }
}

const within = (share: number) => Math.min(1, Math.max(0, share))
