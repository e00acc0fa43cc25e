import type { Actor } from '#core/http/routes.ts'
import { allPages, askedOf, columnsFor, listFile } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import { leadQuestion, type LeadRow } from '../contract.ts'
import { countInView } from '../data/lead-rows.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { leadRow } from './lead-card.ts'
import { askedLeads, leadSlice, orderOf } from './list-leads.ts'
import { clockOf, settingsOf } from './settings-of.ts'

/** So many rows are in memory at once. */
const PORTION = 1_000

const textsOf = ({ language }: Actor) => (language === 'en' ? en : ru).file

/** The inbox as a file. Without personal data for whoever does not see it. */
export const leadsList = listFile<LeadRow>({
  id: 'leads.list',
  title: (actor) => textsOf(actor).title,
  async open(tx, actor, question, now) {
    const { sort, ...asked } = askedOf(leadQuestion, question)
    const settings = await settingsOf(tx, actor.workspaceId, actor.language)
    const clock = await clockOf(tx, actor.workspace.timeZone, settings)
    const ask = askedLeads(actor, now, settings, asked)
    const order = orderOf(asked.view, sort)
    return {
      columns: columnsOf(actor),
      rows: allPages(async (cursor: ListPlace | undefined) => {
        const { lines, next } = await leadSlice(tx, actor, ask, order, { cursor, limit: PORTION })
        return { rows: lines.map((line) => leadRow(line, clock, now)), next }
      }),
      total: await countInView(tx, actor.workspaceId, ask),
    }
  },
})

function columnsOf(actor: Actor) {
  const texts = textsOf(actor)
  const words = texts.columns
  const { text, moment, number } = columnsFor<LeadRow>(actor)
  return {
    who: text(words.who, ({ name }) => name, 28),
    company: text(words.company, ({ companyName }) => companyName, 28),
    need: text(words.need, (lead) => [lead.product, lead.text].filter(Boolean).join(' · ') || null, 44),
    contacts: text(words.phone, ({ phone }) => phone, 20),
    email: text(words.email, ({ email }) => email, 26),
    owner: text(words.owner, ({ owner }) => owner?.name, 26),
    state: text(words.state, ({ state }) => texts.states[state], 16),
    source: text(words.source, ({ source }) => source?.name),
    campaign: text(words.campaign, ({ campaign }) => campaign),
    region: text(words.region, ({ region }) => region),
    received: moment(words.received, ({ receivedAt }) => receivedAt),
    responded: moment(words.responded, ({ respondedAt }) => respondedAt),
    clock: number(words.waited, ({ waitedMinutes }) => Math.round(waitedMinutes)),
    returns: number(words.returns, ({ returns }) => returns),
    id: text(words.id, ({ id }) => id, 38),
  }
}
