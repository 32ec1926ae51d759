import type { Sql } from '../../../platform/database/index.ts'
import { name_of_step } from '../programme/steps.ts'
import type { Open, Whose } from './find-open.ts'

/** Tasks that are not done, of the plan that counts, under steps that are not done either. */
const tasks_sql = `
WITH counts AS (
  SELECT DISTINCT ON (facility, programme) facility, programme, milestones FROM deployment.plan
  WHERE state = 'approved' AND ($1::text IS NULL OR facility = $1) ORDER BY facility, programme, version DESC)
SELECT c.facility, c.programme, g.name AS programme_name, m.step, w.what, w.due,
  (SELECT count(*) FROM hub.programme) > 1 AS is_named
FROM counts AS c JOIN hub.programme AS g ON g.id = c.programme,
  jsonb_to_recordset(c.milestones) AS m (step text, tasks jsonb),
  jsonb_to_recordset(coalesce(m.tasks, '[]')) AS w (what text, due text, done_on text)
WHERE w.done_on IS NULL AND EXISTS (SELECT FROM deployment.member AS t WHERE t.facility = c.facility
  AND t.programme = c.programme AND t.joined_on <= $2 AND (t.left_on IS NULL OR t.left_on > $2))
  AND EXISTS (SELECT FROM deployment.milestone AS s WHERE s.facility = c.facility
  AND s.programme = c.programme AND s.step = m.step AND s.percent < 100)`

type Row = Record<'facility' | 'programme' | 'programme_name' | 'step' | 'what' | 'due', string> & { is_named: boolean }

/** Of those who take part; of one facility also in its own part. */
export const find_tasks = async (sql: Sql, { today, facility: own }: Whose): Promise<Open[]> =>
  (await sql.query<Row>(tasks_sql, [own ?? null, today])).rows.map(
    ({ facility, programme, programme_name, step, what, due, is_named }) => ({
      ...{ facility, about: `task/${programme}/${step}/${what}`, kind: 'task', state: '', due, has_deadline: true },
      name: `Việc “${what}” của bước ${name_of_step(step)}${is_named ? ` (${programme_name})` : ''}`,
    }),
  )
