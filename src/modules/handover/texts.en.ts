import type { HandoverTexts } from './texts.ru.ts'

export const en = {
  planNote: 'Hand-over',
  errors: {
    HANDOVER_TO_SELF: 'Nothing can be handed over to the same person. Choose another one.',
    HANDOVER_TO_GONE: ({ names }) =>
      `These people cannot take it over: ${names.join(', ')}. They do not work here or do not sell.`,
    HANDOVER_NEEDS_LEADER: ({ names }) =>
      `Meetings of a team and deviations are for those who lead, not for ${names.join(', ')}. Choose somebody who leads.`,
    HANDOVER_EMPTY: 'Nothing to hand over: the person has no open records of the chosen kinds.',
    HANDOVER_RUNNING: 'Something of this person is being handed over now. Wait for its end.',
    HANDOVER_UNDONE: 'This hand-over is undone already.',
    SUBSTITUTION_DATES: 'The last day cannot be before the first, nor the absence longer than a year: check the dates.',
    SUBSTITUTION_OVERLAPS: ({ startsOn, endsOn }) =>
      `An absence in these days is there already: ${startsOn} to ${endsOn}.`,
    SUBSTITUTE_AWAY: ({ name, startsOn, endsOn }) =>
      `${name} is away in these days too: ${startsOn} to ${endsOn}. Choose another one.`,
    SUBSTITUTION_CHANGED:
      'Somebody else has changed this absence. Nothing was overwritten: see what it is now and choose what to keep.',
  },
  notices: {
    HANDOVER_RECEIVED: ({ from, deals, records }) => ({
      title: `Handed over to you by ${from}`,
      body: `Deals: ${deals}, records in all: ${records}`,
    }),
    SUBSTITUTION_SET: ({ absent, from, to }) => ({
      title: `You stand in for ${absent}`,
      body: `${from} to ${to}: you see the records of your colleague, his leads come to you`,
    }),
  },
  noticeNames: { HANDOVER_RECEIVED: 'Something is handed over to me', SUBSTITUTION_SET: 'I stand in for a colleague' },
} satisfies HandoverTexts
