import type { PlansTexts } from './texts.ru.ts'

export const en = {
  errors: {
    PLAN_CELL_CHANGED: ({ cells }) => {
      const [first] = cells
      const who = first?.changedBy ? ` by ${first.changedBy}` : ''
      const where = first
        ? ` (${first.name}, ${first.month}${cells.length > 1 ? ` and ${cells.length - 1} more` : ''})`
        : ''
      return `The plan was changed${who} while you were editing it${where}. Nothing was written: check the new values and try again.`
    },
    PLAN_NOT_YOURS: ({ name }) =>
      `Your role does not set the plan of “${name}”: directors plan departments, heads plan their people.`,
    PLAN_OUTSIDE_EMPLOYMENT: ({ name, month }) =>
      `${name} does not work in that month (${month}): no plan can be set there.`,
  },
} satisfies PlansTexts
