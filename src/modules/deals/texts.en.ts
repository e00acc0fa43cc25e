import { plural } from '#core/i18n/language.ts'
import type { DealsTexts } from './texts.ru.ts'

const deals = (n: number) => `${n} ${plural('en', n, { one: 'deal', other: 'deals' })}`
const fieldNames: Record<string, string> = {
  ownerId: 'owner',
  companyId: 'company',
  contactId: 'contact',
  sourceId: 'source',
  lossReasonId: 'reason of loss',
  lossCompetitorId: 'competitor',
  contacts: 'contacts',
  team: 'team',
  resultId: 'result',
}

export const en = {
  errors: {
    DEAL_CHANGED:
      'Somebody else has changed this deal. Nothing was overwritten: compare the values and choose which to keep.',
    REFERENCE_MISSING: ({ fields }) =>
      `The chosen value is gone or not visible to you: ${fields.map((field) => fieldNames[field] ?? field).join(', ')}.`,
    RATE_MISSING: ({ currency, day }) =>
      `There is no rate of ${currency} on ${day}. Add it in the company settings and try again.`,
    LOSS_REASON_REQUIRED: 'Give the reason of loss: a deal cannot be closed as lost without it.',
    STAGE_UNKNOWN: 'There is no such stage in use. Reload the page and choose a stage again.',
    MOVE_IN_FUTURE: 'The move is dated in the future. A move can only be recorded after it has happened.',
    NOTHING_TO_UNDO: 'There is nothing to undo: the deal has been moved again since.',
    CURSOR_BROKEN: 'This continuation does not belong to this order of the list. Open the list again.',
    PIPELINE_NEEDS_STAGES: 'A pipeline needs at least one open stage, one won and one lost.',
    PIPELINE_HAS_DEALS: ({ deals: n }) =>
      `The pipeline has open deals: ${n}. Close them or move them to another pipeline first.`,
    STAGE_HAS_DEALS: ({ deals: n }) =>
      `There are ${deals(n)} on the stage, the trash included. Choose the stage they go to.`,
    STAGE_HAS_HISTORY:
      'Deals have been on this stage, so its meaning cannot change: history would change with it. Add a new stage instead.',
    STAGES_HELD:
      'An import of deals or its revert is under way, and stages cannot change meanwhile. Try again when it has ended.',
    SOURCE_EXISTS: 'There is a source of this name already, perhaps in the archive.',
    COMPETITOR_EXISTS: 'There is such a competitor already, perhaps in the archive.',
    CONTACT_ROLE_EXISTS: 'There is a role of this name already, perhaps in the archive.',
    STAGE_FIELDS_REQUIRED: ({ fields }) =>
      `This stage asks for: ${fields.map(({ name }) => `“${name}”`).join(', ')}. Fill them in.`,
    SHARES_NOT_WHOLE: ({ percent }) => `Shares of the team must make 100 %, now they make ${percent} %.`,
    TEAM_WITHOUT_OWNER: 'The owner is not in the team. Add him: figures go by him.',
    DEALS_IN_USE:
      'This cannot be deleted for ever: one of the deals has a contract, an invoice or a payment. Leave it out, or settle its papers first.',
    LOSS_REASON_EXISTS: 'There is a reason of this name already, perhaps in the archive.',
  },
  file: {
    title: 'Deals',
    columns: {
      title: 'Deal',
      amount: 'Amount',
      stage: 'Stage',
      pipeline: 'Pipeline',
      outcome: 'State',
      stageAge: 'On the stage since',
      nextStep: 'Next step',
      expected: 'Expected to close',
      owner: 'Owner',
      company: 'Company',
      created: 'Created',
      source: 'Source',
      closed: 'Closed',
      updated: 'Changed',
      lossReason: 'Loss reason',
      comment: 'Comment',
      id: 'ID',
      externalId: 'Number in another system',
    },
    outcomes: { open: 'Open', won: 'Won', lost: 'Lost' },
  },
  first: {
    pipeline: 'Sales',
    stages: [
      { name: 'New lead', meaning: 'open', color: 'grey' },
      { name: 'Qualification', meaning: 'open', color: 'blue' },
      { name: 'Meeting', meaning: 'open', color: 'teal' },
      { name: 'Proposal sent', meaning: 'open', color: 'yellow' },
      { name: 'Contract', meaning: 'open', color: 'orange' },
      { name: 'Won', meaning: 'won', color: 'green' },
      { name: 'Lost', meaning: 'lost', color: 'red' },
    ],
    sources: ['Website', 'Incoming call', 'Referral', 'Exhibition', 'Cold calls', 'Repeat business'],
    lossReasons: [
      'Too expensive',
      'Chose a competitor',
      'No budget',
      'No longer needed',
      'Stopped answering',
      'Not our client',
    ],
    contactRoles: ['Decides', 'Influences', 'User', 'Purchasing', 'Finance', 'Technical expert'],
  },
} satisfies DealsTexts
