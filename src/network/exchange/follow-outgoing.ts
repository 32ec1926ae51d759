import type { Unit } from '../../platform/records/index.ts'
import { exchange_caller } from './caller.ts'
import type { Hub } from './hub-client.ts'
import { read_task, type HubTask } from './hub-task.ts'
import { drop_delivery, read_redirected } from './redirected.ts'
import { close_anew_for } from './close-anew.ts'
import type { HubLink } from './link.ts'
import type { Office } from './office.ts'
import { answer_in, keep_receipts, type HubKeys } from './receipts.ts'

/**
 * Transactions of the hub may become visible in another order than they carry in their times: what was already read is
 * read again this far back. Doing it twice changes nothing.
 */
const overlap_ms = 60_000
const page_count = 100

type Letter = { id: string; kind: string; document: string; digest: string; about: string | null; sent_as: string }

/**
 * By the hub's number, or where its answer to our sending was lost, by the document's identity. A document that was sent
 * again to somebody else is two letters of ours and one of the hub: the Task belongs to the one that named its recipient.
 */
const find_letter = async (unit: Unit, task: HubTask): Promise<Letter | undefined> =>
  (
    await unit.sql.query<Letter>(
      `SELECT o.id, o.kind, o.document, coalesce(o.closed_digest, o.digest) AS digest, o.about, 
         coalesce((SELECT c.identity FROM exchange.closed_part AS c WHERE c.facility = $1 AND c.letter = o.id
           AND c.position = 0), o.document) AS sent_as
       FROM exchange.outgoing AS o WHERE o.facility = $1 AND (o.hub_list = $2 OR (o.hub_list IS NULL AND (o.document = $3
         OR o.id = ANY (ARRAY (SELECT letter FROM exchange.closed_part WHERE facility = $1 AND identity = $3
           AND position = 0)))))
       ORDER BY EXISTS (SELECT FROM exchange.delivery AS d WHERE d.facility = $1 AND d.outgoing = o.id AND d.recipient = $4)
         DESC, o.hub_list NULLS LAST, o.position DESC LIMIT 1`,
      [unit.caller.facility, task.list, task.document, task.recipient],
    )
  ).rows[0]

/**
 * The hub's Task may be read by several at once, and late: only a later version changes anything. The hub adds recipients
 * by itself: a correction goes to all who have the old version (SHARE-12), and a merged house hands its mail on.
 */
const put_delivery = async (unit: Unit, letter: string, task: HubTask): Promise<boolean> =>
  (
    await unit.sql.query(
      `INSERT INTO exchange.delivery AS d (facility, outgoing, recipient, state, reason, answer, task, version, beside)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (facility, outgoing, recipient) DO UPDATE SET state = $4, reason = $5, answer = $6, task = $7,
         version = $8, beside = $9, changed_at = now() WHERE d.version < $8`,
      [
        ...[unit.caller.facility, letter, task.recipient, task.state, task.reason],
        ...[answer_in(task.receipts) ?? null, task.id, task.version, JSON.stringify(task.beside)],
      ],
    )
  ).row_count > 0

/** Of several recipients the slowest counts; who rejects is seen at once. */
const sum_up = async (unit: Unit, letter: string, list: string): Promise<void> => {
  await unit.sql.query(
    `UPDATE exchange.outgoing AS o SET changed_at = now(), holder = NULL, held_until = NULL, last_error = NULL,
       taken_at = coalesce(o.taken_at, now()), reason = coalesce(d.reason, ''),
       hub_list = coalesce(o.hub_list, $3),
       state = CASE WHEN d.rejects THEN 'rejected' WHEN d.rank = 1 THEN 'taken' WHEN d.rank = 2 THEN 'received'
         WHEN d.rank = 3 THEN 'accepted' ELSE 'completed' END
     FROM (SELECT count(*) AS count, bool_or(state = 'rejected') AS rejects,
         string_agg(reason, '; ' ORDER BY recipient) FILTER (WHERE reason <> '') AS reason,
         min(array_position(ARRAY['requested', 'received', 'accepted', 'completed'], state)) AS rank
       FROM exchange.delivery WHERE facility = $1 AND outgoing = $2 AND task IS NOT NULL) AS d
     WHERE o.facility = $1 AND o.id = $2 AND d.count > 0`,
    [unit.caller.facility, letter, list],
  )
}

const follow_one = async (unit: Unit, office: Office, keys: HubKeys, task: HubTask): Promise<void> => {
  const letter = await find_letter(unit, task)
  if (letter && task.resend_to !== undefined) return resend(unit, letter, task, task.resend_to)
  if (!letter || !(await put_delivery(unit, letter.id, task))) return
  await keep_receipts(unit.sql, unit.caller.facility, letter.id, task.receipts, keys, letter)
  await sum_up(unit, letter.id, task.list)
  const { recipient, state, reason } = task
  unit.note({
    ...{
      action: 'U',
      interaction: 'delivery',
      type: 'DocumentReference',
      ref: `DocumentReference?identifier=${letter.document}`,
    },
    detail: `${recipient}: ${state}${reason && ` (${reason})`}`,
  })
  await office.rooms.on_outgoing?.(unit, {
    ...{ ...letter, recipient, state, reason },
    answer: answer_in(task.receipts),
  })
}

/** Sent back by the hub, closed for a house that is no more: it goes to the successor without anybody's doing. */
const resend = async (unit: Unit, letter: Letter, task: HubTask, to: string): Promise<void> => {
  if (!(await drop_delivery(unit, letter.id, task))) return
  await close_anew_for(unit, letter.id, task, to)
  await sum_up(unit, letter.id, task.list)
}

/** Handed on by the hub: what becomes of it stands in the Task of who has it now. */
const follow_redirected = async (unit: Unit, task: HubTask): Promise<void> => {
  const letter = await find_letter(unit, task)
  if (letter && (await drop_delivery(unit, letter.id, task))) await sum_up(unit, letter.id, task.list)
}

const since_of = ({ told_until }: HubLink): string => {
  if (told_until === null) return ''
  return `&_lastUpdated=gt${new Date(Date.parse(told_until) - overlap_ms).toISOString()}`
}

/** What became of what was sent: the hub's Tasks that changed since, carried home in the order in which they changed. */
export const follow_outgoing = async (office: Office, hub: Hub, link: HubLink, keys: HubKeys): Promise<void> => {
  const { facility } = link
  const path = `Task?_sort=_lastUpdated&_count=${page_count}${since_of(link)}`
  for await (const page of hub.pages(path)) {
    const tasks = page.flatMap((resource) => read_task(resource) ?? [])
    const own = tasks.filter(({ sender }) => sender === facility)
    const gone = page.flatMap((resource) => read_redirected(resource) ?? []).filter(({ sender }) => sender === facility)
    await office.store.unit(exchange_caller(facility), async (unit) => {
      for (const task of own) await follow_one(unit, office, keys, task)
      for (const task of gone) await follow_redirected(unit, task)
      // The hub's own time, never ours: the two clocks need not agree.
      const last = [...tasks, ...gone]
        .map(({ updated_at }) => updated_at)
        .toSorted()
        .at(-1)
      if (last)
        await unit.sql.query(
          'UPDATE exchange.hub_link SET told_until = $2 WHERE facility = $1 AND (told_until IS NULL OR told_until < $2)',
          [facility, last],
        )
    })
  }
}
