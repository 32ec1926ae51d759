const names = ['taken', 'corrections', 'late', 'delivered', 'received', 'opened'] as const

/** How far a delivery in this state has come, as columns. */
export const delivery_counts = (state: string): string =>
  `(${state} IN ('requested', 'received', 'accepted', 'rejected', 'completed'))::integer AS delivered,
   (${state} IN ('received', 'accepted', 'rejected', 'completed'))::integer AS received,
   (${state} IN ('accepted', 'rejected', 'completed'))::integer AS opened`

export const no_papers = '0 AS taken, 0 AS corrections, 0 AS late'
export const no_deliveries = '0 AS delivered, 0 AS received, 0 AS opened'

/** Adds rows of (sender, day, kind, then what is added, in the order of the names above) to the days they belong to. */
export const add_counts = (rows_sql: string): string => `
  INSERT INTO hub.day_count AS d (facility, day, kind, ${names.join(', ')}, seen_at)
  SELECT sender, day, kind, ${names.map((name) => `sum(${name})`).join(', ')}, now() FROM (${rows_sql}) AS one
  WHERE day IS NOT NULL GROUP BY 1, 2, 3
  ON CONFLICT (facility, day, kind) DO UPDATE SET
    ${names.map((name) => `${name} = d.${name} + excluded.${name}`).join(', ')}, seen_at = now(), is_fresh = true`
