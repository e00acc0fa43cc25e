/** What figures are made of: counts and sums of one cell of a cut. Those that are absent were not asked for. */
export interface Atoms {
  bookedN?: number
  bookedMinor?: number
  newBookedMinor?: number
  firstSalesN?: number
  /** Of the period compared with: for growth. */
  thenBookedMinor?: number
  createdN?: number
  closedWonN?: number
  closedWonMinor?: number
  closedLostN?: number
  closedLostMinor?: number
  cohortN?: number
  cohortWonN?: number
  cohortOpenN?: number
  allN?: number
  allWonN?: number
  openN?: number
  openMinor?: number
  weightedMinor?: number
  qualifiedN?: number
  wonDealsN?: number
  medianCheckMinor?: number | null
  cycleMedianS?: number | null
  cycleMeanS?: number | null
  paymentsN?: number
  paymentsMinor?: number
  meetingsN?: number
  callsN?: number
  activitiesN?: number
  leadsN?: number
  leadsConvertedN?: number
  leadsDecidedN?: number
  leadsAnsweredN?: number
  responseMinutes?: number | null
  /** Null: nothing was planned. */
  planMinor?: number | null
  dueMinor?: number | null
  planFactMinor?: number
  deviationMinor?: number | null
  runRateMinor?: number | null
  requiredMinor?: number | null
  expectedMinor?: number
  headcount?: number
  leftN?: number
  reachedN?: number
  nextN?: number
  lostHereN?: number
  leftHereN?: number
  dropOffMoney?: number | null
}
