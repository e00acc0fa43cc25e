import type { AbsencesTexts } from './texts.ru.ts'

const kinds: Record<string, string> = { leave: 'leave', sick: 'sick leave', trip: 'business trip', other: 'absence' }

interface Told {
  kind: string
  from: string
  to: string
}

const days = ({ kind, from, to }: Told) => `${kinds[kind] ?? kind}, ${from} – ${to}`

export const en = {
  errors: {
    ABSENCE_DATES: 'The last day cannot be before the first, nor an absence longer than a year: check the dates.',
    ABSENCE_OVERLAPS: ({ name, fromOn, toOn }) =>
      `${name}: an absence is written down for these days already, ${fromOn} – ${toOn}. Change it or choose other days.`,
    ABSENCE_NOT_EMPLOYED: ({ name }) =>
      `${name} does not work here in these days: check the dates of hire and leaving.`,
    ABSENCE_OWN: 'Your own absence is decided by your manager, not by yourself.',
    ABSENCE_REASON_REQUIRED: 'Write why you decline: the person will see it.',
    ABSENCE_CHANGED:
      'Somebody else has changed this absence. Nothing was overwritten: see what it is now and choose what to keep.',
    ABSENCE_DECIDED: 'This absence has been decided or called off.',
    TERRITORY_NAME_TAKEN: 'There is a territory of this name.',
    TERRITORY_REGION_TAKEN: ({ region, territory }) =>
      `“${region}” is in the territory “${territory}”. A region belongs to one territory.`,
    TERRITORY_CHANGED:
      'Somebody else has changed this territory. Nothing was overwritten: see what it is now and choose what to keep.',
    TERRITORY_OWNER_GONE: ({ name }) => `${name} does not work here by that day. Choose another owner.`,
    TERRITORY_OWNER_LATER: ({ fromOn, name }) => `From ${fromOn} on ${name} has this territory. Choose no earlier day.`,
    DUTIES_CHANGED:
      'Somebody else has changed these duties. Nothing was overwritten: see what it is now and choose what to keep.',
    DUTIES_EMPTY: 'Keep at least one duty: nobody needs a role without duties.',
  },
  notices: {
    ABSENCE_ASKED: ({ name, ...told }) => ({ title: `Decide an absence: ${name}`, body: days(told) }),
    ABSENCE_APPROVED: ({ by, ...told }) => ({ title: 'Absence approved', body: `${days(told)}. Decided by ${by}` }),
    ABSENCE_DECLINED: ({ by, ...told }) => ({ title: 'Absence declined', body: `${days(told)}. Decided by ${by}` }),
  },
  noticeNames: {
    ABSENCE_ASKED: 'Somebody asks for an absence',
    ABSENCE_APPROVED: 'My absence is approved',
    ABSENCE_DECLINED: 'My absence is declined',
  },
} satisfies AbsencesTexts
