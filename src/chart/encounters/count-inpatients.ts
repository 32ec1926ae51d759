import type { Unit } from '../../platform/records/index.ts'

/** Inpatient stays that go on, by department. */
export const count_inpatients = async (unit: Unit): Promise<Map<string, number>> => {
  const { rows } = await unit.sql.query<{ department: string | null; inpatients: number }>(
    `SELECT body::jsonb #>> '{serviceProvider,reference}' AS department, count(*) AS inpatients
     FROM record.resource WHERE facility = $1 AND type = 'Encounter' AND NOT deleted
       AND terms @> ARRAY[record.term('Encounter.status=in-progress'), record.term('Encounter.class=IMP')] GROUP BY 1`,
    [unit.caller.facility],
  )
  return new Map(rows.map((row) => [row.department?.replace('Organization/', '') ?? '', row.inpatients]))
}
