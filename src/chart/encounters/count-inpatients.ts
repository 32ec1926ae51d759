import type { Unit } from '../../platform/records/index.ts'

/** Inpatient stays that go on, by department. */
export const count_inpatients = async (unit: Unit): Promise<Map<string, number>> => {
  const { rows } = await unit.sql.query<{ department: string; inpatients: number }>(
    `SELECT substr(token, 31) AS department, count(*) AS inpatients FROM record.resource, unnest(tokens) AS token
     WHERE facility = $1 AND type = 'Encounter' AND NOT deleted AND tokens @> ARRAY['status=in-progress', 'class=IMP']
       AND token LIKE 'service-provider=Organization/%' GROUP BY 1`,
    [unit.caller.facility],
  )
  return new Map(rows.map((row) => [row.department, row.inpatients]))
}
