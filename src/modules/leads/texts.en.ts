import type { LeadsTexts } from './texts.ru.ts'

interface Named {
  name: string | null
}

const who = ({ name }: Named): string => (name ? `: ${name}` : '')

export const en = {
  errors: {
    LEAD_EMPTY: 'Give at least a name, a phone, an e-mail or a text.',
    LEAD_TAKEN: ({ name }) =>
      name ? `Somebody has taken this lead to work already: ${name}.` : 'Somebody has taken this lead to work already.',
    LEAD_CLOSED: 'The lead is closed already. Refresh the list: somebody else may have worked it.',
    LEAD_OPEN: 'The lead is open anyway.',
    LEAD_CHANGED: 'Somebody else has changed the lead. Nothing was overwritten: see what it is now and repeat.',
    LEAD_IN_FUTURE: 'A lead cannot have come in the future. Check date and time.',
    LEAD_SETTINGS_CHANGED:
      'Somebody else has changed these settings. Nothing was overwritten: see what they are now and choose what to keep.',
    PERSON_GONE: ({ name }) => `${name} cannot be given a lead: does not work here or does not sell.`,
    RULE_PERSON_GONE: ({ names }) =>
      `The rule gives leads to people who do not work here or do not sell: ${names.join(', ')}. Remove them.`,
    RULE_EMPTY: 'Say who gets the leads: people or departments.',
    HOURS_WRONG: 'The working day must end later than it begins.',
    FORM_UNKNOWN: 'There is no such form, or it is closed.',
    FORM_ORIGIN: 'The form may not be sent from this site.',
    CONSENT_MISSING: 'Tick the consent to the processing of personal data.',
  },
  notices: {
    LEAD_ASSIGNED: ({ name, minutes }) => ({
      title: `A lead for you${who({ name })}`,
      body: minutes === null ? null : `Answer within ${minutes} working minutes`,
    }),
    LEAD_LATE: ({ name }) => ({ title: `A lead waits too long${who({ name })}`, body: 'Contact the client now' }),
    LEAD_LATE_TEAM: ({ name, owner }) => ({
      title: `A lead without an answer${who({ name })}`,
      body: owner ? `Responsible: ${owner}` : 'Nobody has been given the lead',
    }),
  },
  noticeNames: {
    LEAD_ASSIGNED: 'A lead is given to me',
    LEAD_LATE: 'My lead waits too long',
    LEAD_LATE_TEAM: 'A lead of the team without an answer',
  },
  first: {
    returnReasons: ['Not my region', 'Not my product', 'No time', "Another seller's client"],
    rejectReasons: ['Not our kind of client', 'No need', 'Could not be reached', 'Duplicate', 'Job seeker or supplier'],
  },
  formPage: { sent: { title: 'Thank you!', text: 'Your request is sent. We shall contact you soon.' } },
  file: {
    title: 'Leads',
    columns: {
      who: 'Who',
      company: 'Company',
      need: 'Need',
      phone: 'Phone',
      email: 'E-mail',
      owner: 'Owner',
      state: 'State',
      source: 'Source',
      campaign: 'Campaign',
      region: 'Region',
      received: 'Received',
      responded: 'Answered',
      waited: 'Working minutes to the answer',
      returns: 'Times returned',
      id: 'ID',
    },
    states: {
      new: 'New',
      assigned: 'Assigned',
      accepted: 'In work',
      returned: 'Returned',
      converted: 'Became a deal',
      rejected: 'Rejected',
      spam: 'Spam',
    },
  },
} satisfies LeadsTexts
