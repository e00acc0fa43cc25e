import type { Month } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'
import { plural } from '#core/i18n/language.ts'
import type { PlansTexts } from './texts.ru.ts'

const inWords = (month: string) => formats('en').month(month as Month)
const cells = (count: number) => `${count} ${plural('en', count, { one: 'cell', other: 'cells' })}`

export const en = {
  errors: {
    PLAN_CELL_CHANGED: ({ cells: changed }) => {
      const [first] = changed
      const who = first?.changedBy ? ` by ${first.changedBy}` : ''
      const where = first
        ? ` (${first.name}, ${inWords(first.month)}${changed.length > 1 ? ` and ${changed.length - 1} more` : ''})`
        : ''
      return `The plan was changed${who} while you were editing it${where}. Nothing was written: check the new values and try again.`
    },
    PLAN_NOT_YOURS: ({ name }) =>
      `Your role does not set the plan of “${name}”: directors plan departments, heads plan their people.`,
    PLAN_OUTSIDE_EMPLOYMENT: ({ name, month }) =>
      `${name} does not work in that month (${inWords(month)}): no plan can be set there.`,
  },
  title: 'Sales plan',
  corner: 'Department and person',
  scope: (year, days) => `${year} · ${days} ${plural('en', days, { one: 'working day', other: 'working days' })}`,
  total: (money) => `plan ${money}`,
  estimated: 'The production calendar of this year is not decreed yet: working days follow the Labour Code.',
  days: (count) => `${count} d`,
  quarters: ['Q1', 'Q2', 'Q3', 'Q4'],
  rest: 'Not distributed',
  over: 'Beyond the plan',
  hired: (day) => `Works from ${day}`,
  left: (day) => `Left on ${day}`,
  restMark: (money) => `${money} not distributed`,
  overMark: (money) => `People were given ${money} more`,
  conflict: (who, typed) => `Changed by ${who ?? 'somebody else'}. You typed ${typed}`,
  nothing: 'nothing',
  saving: 'Saving…',
  saved: 'Saved',
  reason: 'Reason of the changes (for the log)',
  close: 'Got it',
  empty: {
    title: (year) => `There is no plan for ${year} yet`,
    text: 'This is the plan of every department and person by month. With it, Plan/fact shows where the team is behind and what is needed a day.',
    steps: [
      'Take last year times a coefficient, or type the plans of departments',
      'Share a department’s plan between its people: equally or by past sales',
    ],
    copy: 'Take last year',
    type: 'Type it',
    readOnly: 'Plans are set by the head. Once there is one, it is shown here.',
    people: 'Add departments and people first: plans are theirs.',
  },
  actions: { history: 'Log', copy: 'Take last year', distribute: 'Share a plan' },
  copy: {
    title: 'Plan from last year',
    intro: 'You will see the result first; nothing changes until you agree.',
    basis: 'Take',
    bases: { plan: 'Plan', fact: 'Sales' },
    from: 'Source year',
    coefficient: 'Coefficient',
    coefficientHint: '1.1 is 10 % more',
    step: 'Round to',
    steps: { 1: 'kopeck', 100000: '1,000', 1000000: '10,000', 10000000: '100,000' },
    result: (before, after) => `The year’s plan becomes ${after} (now ${before})`,
    changes: (count) => `${cells(count)} will change`,
    none: 'Nothing changes: the source year is empty or the plan is already so.',
    unfinished: 'The source year is not over: sales of its last months will be missing from the plan.',
    leftOut: 'Goes to nobody',
    reasons: { outside: 'does not work in those months', gone: 'does not work in that year' },
    apply: 'Write the plan',
    done: (year, count) => `Plan of ${year}: ${cells(count)} written`,
    note: (basis, year, coefficient) => `${basis} of ${year} × ${coefficient}`,
  },
  distribute: {
    title: 'Share a plan',
    intro: 'A department’s plan is divided between those who work in that month; their former plans are replaced.',
    whose: 'Whose plan',
    by: 'How',
    ways: { equal: 'Equally', lastYear: 'By last year’s sales' },
    wayHints: {
      equal: 'Who works a part of the month gets less, by working days.',
      lastYear: 'A newcomer counts as the average seller; nobody sold anything: equally.',
    },
    month: 'Months',
    allMonths: 'All that have a plan',
    none: 'Nothing to share: this department has no plan of its own for those months.',
    person: 'To whom',
    before: 'Before',
    after: 'After',
    apply: 'Share',
    done: (count) => `Shared: ${cells(count)}`,
    note: (name, way) => `The plan of “${name}” shared: ${way.toLocaleLowerCase('en')}`,
    noSubject: 'Set a department’s plan first: that is what is shared.',
  },
  history: {
    title: 'Log of the plan',
    when: 'When',
    who: 'Who',
    what: 'Plan',
    change: 'Before → after',
    note: 'Reason',
    empty: 'Nobody has changed this year’s plan.',
    arrow: (before, after) => `${before} → ${after}`,
  },
  card: { year: 'Year', open: 'Open months' },
} satisfies PlansTexts
