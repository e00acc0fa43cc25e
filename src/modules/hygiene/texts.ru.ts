export const ru = {
  errors: {
    THRESHOLD_REQUIRED: 'У этого правила есть порог: укажите число.',
  },
}

export type HygieneTexts = typeof ru
