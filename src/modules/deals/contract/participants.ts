import { z } from 'zod'
import { endpoint, id } from '#core/http/contract.ts'
import { named } from './settings.ts'

/** Somebody of the client who takes part in a deal. */
export const dealContact = named.extend({
  jobTitle: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** What he is in this deal: decides, influences, uses … */
  role: named.nullable(),
  main: z.boolean(),
})
export type DealContact = z.output<typeof dealContact>

/** A colleague who works on a deal; `share` of the credit, 0…1, all together 1. */
export const teamMember = named.extend({ share: z.number(), isOwner: z.boolean() })
export type TeamMember = z.output<typeof teamMember>

const version = z.int().min(1)

/** Endpoints for contacts and team of a deal; they answer with the card as all changes of a deal do. */
export function participantEndpoints<Card extends z.ZodType, Errors extends Record<string, { status: number }>>(
  card: Card,
  errors: Errors,
) {
  return {
    setContacts: endpoint({
      method: 'PUT',
      path: '/deals/{id}/contacts',
      summary: 'Say who of the client takes part in a deal, in which role, and who is the main one',
      tag: 'Deals',
      input: z.object({
        id,
        version,
        mainId: id.nullable(),
        contacts: z.array(z.object({ contactId: id, roleId: id.nullable() })).max(50),
      }),
      output: card,
      errors,
    }),
    setTeam: endpoint({
      method: 'PUT',
      path: '/deals/{id}/team',
      summary:
        'Say who works on a deal and how the credit is split: shares make 1, the owner is among them; nobody means the owner alone',
      tag: 'Deals',
      input: z.object({
        id,
        version,
        members: z.array(z.object({ personId: id, share: z.number().min(0).max(1) })).max(20),
      }),
      output: card,
      errors: {
        ...errors,
        SHARES_NOT_WHOLE: { status: 400, data: z.object({ percent: z.number() }) },
        TEAM_WITHOUT_OWNER: { status: 400 },
      },
    }),
  }
}
