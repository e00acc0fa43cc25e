import type { Journey } from './journey.ts'
import { brokenFile } from './journeys/broken-file.ts'
import { calendar } from './journeys/calendar.ts'
import { cuts } from './journeys/cuts.ts'
import { contactsOfDeal } from './journeys/contacts-of-deal.ts'
import { dealCircle } from './journeys/deal-circle.ts'
import { dayOfSeller } from './journeys/day-of-seller.ts'
import { deviation } from './journeys/deviation.ts'
import { demoOpens } from './journeys/demo-opens.ts'
import {
  emptyPagesToo,
  everybodyCanSetItUp,
  everybodyCanUseIt,
  everybodyWorksLeads,
  everybodyPlansHisDay,
} from './journeys/everybody-can-use-it.ts'
import { figureOpens } from './journeys/figure-opens.ts'
import { boardOfFigures, sellerBesideOthers, tourOfDemo } from './journeys/figures-and-sellers.ts'
import { firstSteps } from './journeys/first-steps.ts'
import { firstVisit } from './journeys/first-visit.ts'
import { funnelLab } from './journeys/funnel-lab.ts'
import { funnelViews } from './journeys/funnel-views.ts'
import { guideOfApi } from './journeys/guide-api.ts'
import { homes } from './journeys/homes.ts'
import { hygiene } from './journeys/hygiene.ts'
import { inAHurry } from './journeys/in-a-hurry.ts'
import { importOfFile } from './journeys/import.ts'
import { importsOfClients, importsOfWork } from './journeys/imports-of-kinds.ts'
import { invoicePaid } from './journeys/invoice-paid.ts'
import { invitation } from './journeys/invitation.ts'
import { keyboard } from './journeys/keyboard.ts'
import { listOfDeals } from './journeys/list-of-deals.ts'
import { listOfTasks } from './journeys/list-of-tasks.ts'
import { lock } from './journeys/lock.ts'
import { looks } from './journeys/looks.ts'
import { goalsOfHead, moneyToNorms } from './journeys/norms-and-goals.ts'
import { planApproved } from './journeys/plan-approved.ts'
import { planByHand } from './journeys/plan-by-hand.ts'
import { silentClients } from './journeys/silent-clients.ts'
import { signIn } from './journeys/sign-in.ts'
import { sourcesAndClients } from './journeys/sources-and-clients.ts'
import { tasks } from './journeys/tasks.ts'
import { onePerson } from './journeys/one-person.ts'
import { signOutEverywhere } from './journeys/sign-out-everywhere.ts'
import { board } from './journeys/board.ts'
import { twoCardsOfOneClient } from './journeys/two-cards-of-one-client.ts'
import { twoPeople } from './journeys/two-people.ts'
import { bell, live } from './journeys/live.ts'
import { badNetwork, contactsPutOff } from './journeys/bad-network.ts'
import { offline } from './journeys/offline.ts'
import { handOver } from './journeys/hand-over.ts'
import { leadGivenBack, leadToDeal } from './journeys/lead-to-deal.ts'
import { loss } from './journeys/loss.ts'
import { ownFields } from './journeys/own-fields.ts'
import { ownDealsOnly } from './journeys/own-deals-only.ts'
import { wholeDay } from './journeys/whole-day.ts'
import { monthEndToEnd } from './journeys/month-end-to-end.ts'
import { phone } from './journeys/phone.ts'
import { writeByTemplate } from './journeys/write-by-template.ts'

/** In the order in which they are walked. */
export const journeys: Journey[] = [
  firstVisit,
  firstSteps,
  emptyPagesToo,
  signIn,
  lock,
  signOutEverywhere,
  onePerson,
  invitation,
  planByHand,
  board,
  twoPeople,
  twoCardsOfOneClient,
  live,
  bell,
  offline,
  badNetwork,
  contactsPutOff,
  loss,
  leadToDeal,
  leadGivenBack,
  handOver,
  ownDealsOnly,
  listOfDeals,
  listOfTasks,
  inAHurry,
  contactsOfDeal,
  invoicePaid,
  calendar,
  dayOfSeller,
  tasks,
  ownFields,
  dealCircle,
  writeByTemplate,
  importOfFile,
  importsOfClients,
  importsOfWork,
  brokenFile,
  wholeDay,
  guideOfApi,

  demoOpens,
  planApproved,
  moneyToNorms,
  goalsOfHead,
  hygiene,
  homes,
  deviation,
  figureOpens,
  funnelViews,
  funnelLab,
  cuts,
  boardOfFigures,
  sellerBesideOthers,
  tourOfDemo,
  monthEndToEnd,
  keyboard,
  silentClients,
  sourcesAndClients,
  looks,
  phone,
  everybodyCanSetItUp,
  everybodyCanUseIt,
  everybodyWorksLeads,
  everybodyPlansHisDay,
]
