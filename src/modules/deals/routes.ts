import { byOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
import { dealsContract } from './contract.ts'
import { listChoices } from './data/choices.ts'
import { listPipelines } from './data/pipelines.ts'
import { archiveStage } from './service/archive-stage.ts'
import { bulkChange, bulkOf, bulkPreview } from './service/bulk-deals.ts'
import { bulkUndo } from './service/bulk-undo.ts'
import { board, boardColumn, boardTotals } from './service/board.ts'
import { dealCard, dealHistory } from './service/deal-card.ts'
import { copyDeal } from './service/copy-deal.ts'
import { binDeals, changeDeal, makeDeal, shiftDeal, takeBackMove } from './service/deal-writes.ts'
import { dealTotals, listDeals, searchDeals } from './service/list-deals.ts'
import { setContacts, setTeam } from './service/participants.ts'
import { isRebuilding, rebuilding } from './service/rebuild-later.ts'
import { reference } from './service/reference.ts'
import {
  addChoice,
  addPipeline,
  addStage,
  editChoice,
  editPipeline,
  editStage,
  putInOrder,
} from './service/settings.ts'
import { purgeDeals, trashed } from './service/trash.ts'

export const dealsRoutes = routes(dealsContract, {
  list: ({ input, actor, as, clock }) => as((tx) => listDeals(tx, actor, input, clock.now())),
  totals: ({ input, actor, as, clock }) => as((tx) => dealTotals(tx, actor, input, clock.now())),
  board: ({ input, actor, as, clock }) => as((tx) => board(tx, actor, input, clock.now())),
  boardTotals: ({ input, actor, as, clock }) => as((tx) => boardTotals(tx, actor, input, clock.now())),
  boardColumn: ({ input, actor, as, clock }) => as((tx) => boardColumn(tx, actor, input, clock.now())),
  search: ({ input, actor, as }) => as((tx) => searchDeals(tx, actor, input)),
  reference: ({ actor, as, clock }) => as((tx) => reference(tx, actor, clock.now())),
  get: ({ input, actor, as }) => as((tx) => dealCard(tx, actor, input.id)),
  history: ({ input, actor, as, clock }) => as((tx) => dealHistory(tx, actor, input.id, clock.now())),
  create: ({ input, as, ...call }) => as((tx) => makeDeal(tx, byOf(call), input)),
  copy: ({ input, as, ...call }) => as((tx) => copyDeal(tx, byOf(call), input)),
  edit: ({ input, as, ...call }) => as((tx) => changeDeal(tx, byOf(call), input)),
  move: ({ input, together, ...call }) => together(input.id, (tx) => shiftDeal(tx, byOf(call), input)),
  undoMove: ({ input, as, ...call }) => as((tx) => takeBackMove(tx, byOf(call), input)),
  trash: ({ input, as, ...call }) => as((tx) => binDeals(tx, byOf(call), input)),
  setContacts: ({ input, as, ...call }) => as((tx) => setContacts(tx, byOf(call), input)),
  setTeam: ({ input, as, ...call }) => as((tx) => setTeam(tx, byOf(call), input)),
  trashed: ({ input, ...call }) => trashed(call, input),
  purge: ({ input, ...call }) => purgeDeals(call, input),

  bulkPreview: ({ input, as, ...call }) => as((tx) => bulkPreview(tx, byOf(call), input)),
  bulkChange: ({ input, as, ...call }) => as((tx) => bulkChange(tx, byOf(call), call.jobs, input)),
  bulk: ({ input, as }) => as((tx) => bulkOf(tx, input.id)),
  bulkUndo: ({ input, as, ...call }) => as((tx) => bulkUndo(tx, byOf(call), input.id)),

  pipelines: ({ actor, as }) => as((tx) => listPipelines(tx, actor.workspaceId)),
  addPipeline: ({ input, actor, as }) => as((tx) => addPipeline(tx, actor, input)),
  editPipeline: ({ input, actor, as }) => as((tx) => editPipeline(tx, actor, input)),
  addStage: ({ input, as, ...call }) => rebuilding(call, as, (tx) => addStage(tx, call.actor, input)),
  editStage: ({ input, as, ...call }) => rebuilding(call, as, (tx) => editStage(tx, call.actor, input)),
  orderStages: ({ input, as, ...call }) => rebuilding(call, as, (tx) => putInOrder(tx, call.actor, input)),
  archiveStage: ({ input, ...call }) => archiveStage(call, input),
  factsState: async ({ actor }) => ({ isRebuilding: isRebuilding(actor.workspaceId) }),
  sources: ({ actor, as }) => as((tx) => listChoices(tx, actor.workspaceId, 'sources')),
  addSource: ({ input, actor, as }) => as((tx) => addChoice(tx, actor, 'sources', input.name)),
  editSource: ({ input, actor, as }) => as((tx) => editChoice(tx, actor, 'sources', input)),
  lossReasons: ({ actor, as }) => as((tx) => listChoices(tx, actor.workspaceId, 'loss_reasons')),
  addLossReason: ({ input, actor, as }) => as((tx) => addChoice(tx, actor, 'loss_reasons', input.name)),
  editLossReason: ({ input, actor, as }) => as((tx) => editChoice(tx, actor, 'loss_reasons', input)),
  competitors: ({ actor, as }) => as((tx) => listChoices(tx, actor.workspaceId, 'competitors')),
  addCompetitor: ({ input, actor, as }) => as((tx) => addChoice(tx, actor, 'competitors', input.name)),
  editCompetitor: ({ input, actor, as }) => as((tx) => editChoice(tx, actor, 'competitors', input)),
  contactRoles: ({ actor, as }) => as((tx) => listChoices(tx, actor.workspaceId, 'contact_roles')),
  addContactRole: ({ input, actor, as }) => as((tx) => addChoice(tx, actor, 'contact_roles', input.name)),
  editContactRole: ({ input, actor, as }) => as((tx) => editChoice(tx, actor, 'contact_roles', input)),
})
