interface PlaceData {
  name: string
  month: string
}

export const ru = {
  errors: {
    PLAN_CELL_CHANGED: ({
      cells,
    }: {
      cells: readonly { name: string; month: string; changedBy: string | null }[]
    }): string => {
      const [first] = cells
      const who = first?.changedBy ? `: ${first.changedBy}` : ''
      const where = first
        ? ` (${first.name}, ${first.month}${cells.length > 1 ? ` и ещё ${cells.length - 1}` : ''})`
        : ''
      return `Пока вы правили план, его изменили${who}${where}. Ничего не записано: проверьте новые значения и повторите.`
    },
    PLAN_NOT_YOURS: ({ name }: { name: string }): string =>
      `План «${name}» ставит не ваша роль: планы отделов — директор, планы людей — их руководитель.`,
    PLAN_OUTSIDE_EMPLOYMENT: ({ name, month }: PlaceData): string =>
      `${name} не работает в этом месяце (${month}): план туда не ставится.`,
  },
}

export type PlansTexts = typeof ru
