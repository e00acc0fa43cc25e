/**
 * Did a measure change anything? A difference in differences: the change of whoever was treated, less what usually follows such a beginning
 * and less what happened to those who were not treated, against how much the same difference wanders where nothing was done.
 */

/** One step of time (a week): what was counted, and over how much: working days, or trials of a conversion. */
export interface Step {
  count: number
  base: number
}

/** A seller or a team; all series have the same steps, the oldest first. */
export interface Series {
  id: string
  steps: readonly Step[]
}

export interface Windows {
  /** Steps that make the usual level, those before the measure that saw the deviation, and those after it. */
  usual: number
  before: number
  after: number
}

export type EffectVerdict = 'helped' | 'didNotHelp' | 'cannotTell'

export interface EffectCheck {
  /** Levels: count per base. */
  usual: number
  before: number
  after: number
  /** What was to be expected after without the measure. */
  expected: number
  /** after − expected, and its 95 % interval; null: too few comparisons. */
  effect: number
  low: number | null
  high: number | null
  /** Others that were compared with; windows without a measure that the interval stands on. */
  peers: number
  placebos: number
  verdict: EffectVerdict
}

/** Fewer windows without a measure than this give no interval. */
export const FEWEST_PLACEBOS = 20
/** How far the tails are cut: 2.5 % on each side. */
const TAIL = 0.025

interface Levels {
  usual: number
  before: number
  after: number
  /** Base of the after window: the scale of its noise. */
  weight: number
}

/**
 * The effect of a measure that began at step `at`.
 *
 * - Usual level: the steps before the deviation, which alone decide what is normal: the deviation itself has chosen the treated, so that a
 *   return to the usual level is no effect (regression to the mean). How much of a deviation lasts is estimated from all windows without a measure.
 * - Peers: the common change of those without a measure in the same steps (season, market) is taken away.
 * - Interval: the quantiles of the same difference in windows without a measure, of the peers and of the treated's own past, each scaled by the
 *   noise of its level. No assumption of a normal distribution: deals are few and their sums heavy-tailed.
 *
 * Takes what was to come of it (`promised`, count per base; 0: anything) and which way is better. 'helped': the interval lies on the better side
 * of 0; 'didNotHelp': it leaves out what was promised, or lies on the worse side. Null where the treated has no base in one of the windows.
 */
export function effectCheck(
  series: readonly Series[],
  { treatedId, at, windows, promised = 0, better = 'up' }: Question,
): EffectCheck | null {
  const treated = series.find(({ id }) => id === treatedId)
  const peers = series.filter(({ id }) => id !== treatedId)
  const levels = treated && levelsAt(treated, at, windows)
  if (!levels) return null
  const found = placebosOf(series, { treatedId, at, windows })
  const lasts = lastingShare(found)
  const own = expectedOf(levels, peersAt(peers, at, windows), lasts)
  const scale = scaleOf(levels)
  const noise = found.map(
    ({ levels: one, peers: others }) => (one.after - expectedOf(one, others, lasts).value) / scaleOf(one),
  )
  const [low, high] = noise.length < FEWEST_PLACEBOS ? [null, null] : tailsOf(noise)
  const effect = levels.after - own.value
  const interval = {
    low: high === null ? null : effect - high * scale,
    high: low === null ? null : effect - low * scale,
  }
  return {
    usual: levels.usual,
    before: levels.before,
    after: levels.after,
    expected: own.value,
    effect,
    ...interval,
    peers: own.peers,
    placebos: noise.length,
    verdict: verdictOf(interval, promised, better),
  }
}

interface Question {
  treatedId: string
  at: number
  windows: Windows
  promised?: number
  better?: 'up' | 'down'
}

function verdictOf(
  { low, high }: { low: number | null; high: number | null },
  promised: number,
  better: 'up' | 'down',
): EffectVerdict {
  if (low === null || high === null) return 'cannotTell'
  const [worst, best] = better === 'up' ? [low, high] : [-high, -low]
  if (worst > 0) return 'helped'
  return best <= 0 || (promised > 0 && best < promised) ? 'didNotHelp' : 'cannotTell'
}

/** Levels in the three windows around a step; null where the usual level or one of the others has no base. */
function levelsAt({ steps }: Series, at: number, { usual, before, after }: Windows): Levels | null {
  if (at - before - usual < 0 || at + after > steps.length) return null
  const then = total(steps, at - before - usual, at - before)
  const dip = total(steps, at - before, at)
  const now = total(steps, at, at + after)
  if (then.base <= 0 || dip.base <= 0 || now.base <= 0) return null
  return { usual: then.count / then.base, before: dip.count / dip.base, after: now.count / now.base, weight: now.base }
}

function total(steps: readonly Step[], from: number, to: number): Step {
  let [count, base] = [0, 0]
  for (let index = from; index < to; index += 1) {
    count += steps[index]?.count ?? 0
    base += steps[index]?.base ?? 0
  }
  return { count, base }
}

interface Shift {
  /** Common level against the usual one: 1.2 is a season a fifth above it. */
  before: number
  after: number
  peers: number
}

/** What happened to the others at the same time. One of them alone is no market. */
function peersAt(peers: readonly Series[], at: number, windows: Windows): Shift {
  return shiftOf(peers.flatMap((one) => levelsAt(one, at, windows) ?? []))
}

const FEWEST_PEERS = 2

function shiftOf(levels: readonly Levels[]): Shift {
  const sum = (of: (one: Levels) => number) => levels.reduce((all, one) => all + of(one), 0)
  const usual = sum((one) => one.usual)
  if (levels.length < FEWEST_PEERS || usual <= 0) return { before: 1, after: 1, peers: 0 }
  return { before: sum((one) => one.before) / usual, after: sum((one) => one.after) / usual, peers: levels.length }
}

function expectedOf({ usual, before }: Levels, shift: Shift, lasts: number): { value: number; peers: number } {
  const value = usual * shift.after + lasts * (before - usual * shift.before)
  return { value: Math.max(0, value), peers: shift.peers }
}

/** Noise of a level grows with the root of the level and falls with the root of the days it was counted over. */
function scaleOf({ usual, weight }: Levels): number {
  return Math.sqrt(Math.max(usual, 1 / weight) / weight)
}

interface Placebo {
  levels: Levels
  peers: Shift
}

/** Windows in which nothing was done: all of the peers, and of the treated those that ended before his deviation began. */
function placebosOf(
  series: readonly Series[],
  { treatedId, at, windows }: Pick<Question, 'treatedId' | 'at' | 'windows'>,
): Placebo[] {
  const found: Placebo[] = []
  const length = Math.max(0, ...series.map(({ steps }) => steps.length))
  const first = windows.usual + windows.before
  for (let start = first; start + windows.after <= length; start += 1) {
    const here = series.map((one) => ({ id: one.id, levels: levelsAt(one, start, windows) }))
    for (const { id, levels } of here) {
      if (!levels || (id === treatedId && start + windows.after > at - windows.before)) continue
      const others = here.flatMap((one) => (one.id !== id && one.id !== treatedId && one.levels ? [one.levels] : []))
      found.push({ levels, peers: shiftOf(others) })
    }
  }
  return found
}

/** Which share of a deviation is still there in the next window, 0…1: the slope through the origin over windows without a measure. */
function lastingShare(placebos: readonly Placebo[]): number {
  let [product, square] = [0, 0]
  for (const { levels, peers } of placebos) {
    const scale = scaleOf(levels) || 1
    const dip = (levels.before - levels.usual * peers.before) / scale
    product += dip * ((levels.after - levels.usual * peers.after) / scale)
    square += dip * dip
  }
  return square === 0 ? 0 : Math.min(1, Math.max(0, product / square))
}

/** The values beyond which 2.5 % of the noise lies on either side; the tail is cut a little further out, since few windows know little of it. */
function tailsOf(noise: readonly number[]): [number, number] {
  const sorted = noise.toSorted((a, b) => a - b)
  const rank = Math.floor(TAIL * (sorted.length + 1)) - 1
  if (rank >= 0) return [sorted[rank] ?? Number.NaN, sorted[sorted.length - 1 - rank] ?? Number.NaN]
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
  const margin = (most - least) / sorted.length
  return [least - margin, most + margin]
}
