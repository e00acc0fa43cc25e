import { routes } from '#core/http/routes.ts'
import { clientsContract } from './contract.ts'
import {
  addCompany,
  addContact,
  editCompany,
  editContact,
  getCompany,
  listCompanies,
} from './service.ts'

export const clientsRoutes = routes(clientsContract, {
  companies: ({ input, actor, as }) => as((tx) => listCompanies(tx, actor, input)),
  company: ({ input, actor, as }) => as((tx) => getCompany(tx, actor, input.id)),
  addCompany: ({ input, actor, as }) => as((tx) => addCompany(tx, actor, input)),
  editCompany: ({ input, actor, as }) => as((tx) => editCompany(tx, actor, input)),
  addContact: ({ input, actor, as }) => as((tx) => addContact(tx, actor, input)),
  editContact: ({ input, actor, as }) => as((tx) => editContact(tx, actor, input)),
})
