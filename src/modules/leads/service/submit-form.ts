import { createHash } from 'node:crypto'
import { announce } from '#core/db/changes.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import { contentOf, mayCome, REPEAT_MS, type SpamMark, spamMark } from '../calc/form-guard.ts'
import type { FormSubmission } from '../contract.ts'
import { formByKey } from '../data/forms.ts'
import { countRepeat, holdContent, sameLead } from '../data/repeats.ts'
import { appendLog, updateLead } from '../data/write-leads.ts'
import { deskOf } from './desk-actor.ts'
import { distribute } from './distribute.ts'
import { contactsOf, deadlines, refuseEmpty, takeIn } from './receive.ts'
import { clockOf, settingsOf } from './settings-of.ts'

type OpenForm = NonNullable<Awaited<ReturnType<typeof formByKey>>>

/** The form behind a public key, if it is open and this page may send it. @throws Refusal FORM_UNKNOWN, FORM_ORIGIN */
export async function openForm(gate: Gate, key: string, origin: string | undefined): Promise<OpenForm> {
  const form = await gate.asServer((tx) => formByKey(tx, key))
  if (!form) throw new Refusal('FORM_UNKNOWN')
  if (!mayCome(origin, form.allowedOrigins)) throw new Refusal('FORM_ORIGIN')
  return form
}

/**
 * Takes in what a page of the site sends. The answer is the same for a new client, a known one, a repetition and spam: a stranger learns nothing.
 * @throws Refusal LEAD_EMPTY, CONSENT_MISSING
 */
export async function submitForm(gate: Gate, form: OpenForm, sent: FormSubmission, now: Date): Promise<void> {
  const { workspaceId } = form
  const reach = contactsOf(sent, false)
  refuseEmpty({ ...sent, companyName: sent.company })
  if (form.consentText && !sent.consent) throw new Refusal('CONSENT_MISSING')
  const mark = spamMark({ ...sent, trap: sent.website }, form.minFillSeconds)
  const content = contentOf({
    formId: form.id,
    name: sent.name || null,
    company: sent.company || null,
    phoneKey: reach.phoneKey ?? reach.phone,
    email: reach.email,
    text: sent.text || null,
    product: sent.product || null,
  })
  const contentHash = createHash('sha256').update(content).digest('hex')
  const take = async (tx: Tx) => {
    await holdContent(tx, workspaceId, contentHash)
    const token = sent.token || null
    const since = new Date(now.getTime() - REPEAT_MS)
    const known = await sameLead(tx, workspaceId, { formId: form.id, token, contentHash, since })
    if (known) return (await comeAgain(tx, workspaceId, known, { mark, now })) ? known.id : null
    const settings = await settingsOf(tx, workspaceId, form.language)
    const clock = await clockOf(tx, form.timeZone, settings)
    return takeIn(
      tx,
      workspaceId,
      {
        ...reach,
        ...deadlines(now, form.targetMinutes ?? settings.targetMinutes, settings, clock),
        channel: 'form',
        state: mark ? 'spam' : 'new',
        spamMark: mark,
        formId: form.id,
        sourceId: form.sourceId,
        campaign: sent.utm_campaign || form.campaign,
        utm: utmOf(sent),
        pageUrl: sent.page?.slice(0, 1000) || null,
        name: sent.name || null,
        companyName: sent.company || null,
        text: sent.text || null,
        region: sent.region || null,
        product: sent.product || null,
        consentText: sent.consent ? form.consentText : null,
        receivedAt: now,
        awaitsTurn: !mark,
        clientToken: token,
        contentHash,
      },
      now,
    )
  }
  const made = await gate.as(deskOf(workspaceId), take, { again: true })
  if (made && !mark) await distribute(gate, workspaceId, now, [made])
}

/**
 * Counts a repetition. Whoever was quicker than people are, and sends it again as people do, is one: then the lead is new, and waits for its turn. What a
 * person has called spam stays it. Gives whether the lead is to be given to somebody.
 */
async function comeAgain(
  tx: Tx,
  workspaceId: string,
  { id, spamMark: before }: { id: string; spamMark: string | null },
  { mark, now }: { mark: SpamMark | null; now: Date },
): Promise<boolean> {
  await countRepeat(tx, workspaceId, id)
  await appendLog(tx, workspaceId, [{ leadId: id, at: now, kind: 'repeated', actorId: null }])
  if (mark !== null || before === null || before === 'person') return false
  await appendLog(tx, workspaceId, [{ leadId: id, at: now, kind: 'restored', actorId: null }])
  await updateLead(tx, workspaceId, id, { state: 'new', spamMark: null, awaitsTurn: true })
  announce(tx, { workspaceId, topic: 'lead', id, ownerIds: [], byPersonId: null })
  return true
}

function utmOf(sent: FormSubmission): Record<string, string> {
  const names = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term'] as const
  return Object.fromEntries(names.flatMap((name) => (sent[name] ? [[name, sent[name]]] : [])))
}
