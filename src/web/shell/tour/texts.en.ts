import type { Texts } from './texts.ru.ts'

export const en = {
  title: 'Tour',
  of: (step, all) => `Step ${step} of ${all}`,
  next: 'Next',
  back: 'Back',
  close: 'Close the tour',
  finish: 'Finish',
  keys: 'Arrows ← → turn the pages, Esc closes',
  steps: {
    home: {
      title: 'The morning begins here',
      text: 'On top plan, fact and pace. Below, what needs a hand today: by money, with its reason and an action in one click.',
    },
    plan: {
      title: 'Sales plan',
      text: 'A year is taken apart into months, departments and people, exact to the kopeck. A head proposes, the director approves, versions stay.',
    },
    decomposition: {
      title: 'From money to calls',
      text: 'A plan of money becomes deals, meetings and calls a day by the seller’s own conversions. The result becomes a norm.',
    },
    planfact: {
      title: 'Plan and fact',
      text: 'The fact stands beside what is due by today and not beside the whole plan: falling behind shows on the day when it begins.',
    },
    kpi: {
      title: 'Figures',
      text: 'All figures on one sheet: change, history, borders. Each opens down to its formula and the deals it is made of.',
    },
    cases: {
      title: 'Deviations',
      text: 'When a figure leaves its norm there is a deviation: how much money is at stake, and of which causes the gap is made, exactly.',
    },
    action: {
      title: 'Action and check',
      text: 'Each action has an owner, a date and an expected effect. Some working days later Mostik checks by itself whether it has helped.',
    },
    rituals: {
      title: 'Rituals',
      text: 'Daily planning, pipeline review, 1:1. The agenda is filled with data, decisions become tasks, promises of last time come first.',
    },
    cycle: {
      title: 'Cycle board',
      text: 'Five steps of managing a month: goals, organisation, motivation, control, correction. What is done and what is next; here the month is closed.',
    },
    end: {
      title: 'Now it is yours',
      text: 'This is a demo company: change what you like. Ctrl+K finds any page and record, “?” shows the keys. The tour begins again from the menu at the top right.',
    },
  },
} satisfies Texts
