import type { Day } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'
import type { NormsTexts } from './texts.ru.ts'

const f = formats('en')
const words = { call: 'calls', meeting: 'meetings', demo: 'demonstrations', email: 'e-mails', message: 'messages' }
const said = (short: string) =>
  short.split(',').map((one) => {
    const [kind = 'call', done = '0', norm = '0'] = one.split(':')
    return `${done} of ${norm} ${words[kind as keyof typeof words]}`
  })

export const en = {
  errors: {
    NORM_CHANGED: ({ name }) =>
      `Somebody else has changed this norm meanwhile (${name}). Look at what it is now and save once more.`,
    NORM_NOT_YOURS: ({ name }) =>
      `${name}: this norm is not yours to issue. A head issues norms for his own people and his department.`,
    NORM_IN_THE_PAST: ({ from }) =>
      `Norms of past months do not change. Let it begin on ${f.dayLong(from as Day)} or later.`,
    NORM_PERSON_AWAY: ({ name, from, to, next }) =>
      `${name} is away from ${f.dayLong(from as Day)} to ${f.dayLong(to as Day)}: those days do not count anyway. Let the norm begin on ${f.dayLong(next as Day)}.`,
    NORM_PERSON_GONE: ({ name, on }) =>
      `${name} worked here until ${f.dayLong(on as Day)}: no norms are needed after that.`,
    NORMS_PERIOD_LONG: 'The board of norms shows every day: take a period of a year at most.',
    NORM_SUBJECT: 'A norm is for a seller, a head or a role. Choose a person or a role.',
    NORM_SETTINGS_CHANGED:
      'Somebody else has changed the settings. Nothing was overwritten: see what they are now and choose what to keep.',
  },
  notices: {
    NORM_SHORT: ({ short }) => ({
      title: `Done today: ${said(short).join(', ')}`,
      body: 'Contacts with a client and a result count. The day is not over yet.',
    }),
    NORMS_MISSED: ({ day, count, names, more }) => ({
      title: `Norms of ${f.dayLong(day as Day)} were not met by ${f.counted(count, { one: 'person', few: 'people', many: 'people' })}`,
      body: names + (more > 0 ? ` and ${more} more` : ''),
    }),
  },
  noticeNames: {
    NORM_SHORT: 'Today’s norm of contacts is far yet',
    NORMS_MISSED: 'Who did not meet the norm yesterday (in the morning)',
  },
} satisfies NormsTexts
