import type { KpiTexts } from './texts.ru.ts'

export const en = {
  errors: {
    METRIC_UNKNOWN: ({ metric }: { metric: string }) =>
      `There is no figure “${metric}”. Choose one of the list on the page “Figures”.`,
    TILES_TWICE: ({ metric }: { metric: string }) => `The figure “${metric}” stands on the board twice. Take one away.`,
    BOARD_CHANGED: ({ by }: { by: string | null }) =>
      `While you were changing the board, ${by ?? 'somebody else'} changed it. Nothing was overwritten: see what it is now and choose what to keep.`,
    THRESHOLD_HALF: 'Give both borders, “good” and “bad”, or take both away.',
    THRESHOLD_REVERSED: ({ direction }: { direction: string }): string =>
      direction === 'up'
        ? 'More is better here: “good” has to be above “bad”.'
        : direction === 'down'
          ? 'Less is better here: “good” has to be below “bad”.'
          : '“Good” and “bad” have to differ.',
    THRESHOLD_CHANGED: ({ by }: { by: string | null }) =>
      `While you were setting the borders, ${by ?? 'somebody else'} changed them. Nothing was overwritten: see what they are now and choose what to keep.`,
  },
} satisfies KpiTexts
