/** Where something has to be; `office` is none: its line says when the office is open. */
export type Destination =
  'hub' | 'health-portal' | 'national-prescription' | 'public-service' | 'moh-axis' | 'patient' | 'office'

/** none: nothing is due · met, met-late: it is there · running, soon (its last two hours), late: it is not. */
export type ClockState = 'none' | 'running' | 'soon' | 'late' | 'met' | 'met-late'

export type ClockLine = {
  to: Destination
  kind: string
  /** Made, and not there yet. */
  waiting: number
  soon: number
  late: number
  /** The earliest that is due; '' where none of them has a clock that runs. */
  next_due_at: string
  /** What the deadline rests on; '' without one. */
  source: string
}

/** GET /api/sending-clocks — `is_cut`: more wait than were looked at, the oldest were. */
export type SendingClocks = {
  at: string
  lines: ClockLine[]
  /** Destinations the facility is not connected to, and what waits for that: no line, no clock. */
  unconnected: { to: Destination; waiting: number }[]
  is_cut: boolean
}
