import { fail } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { profile_of_address } from '../../platform/http/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { document_kinds, type DocumentKind } from '../../standards/documents/index.ts'
import type { EncryptedKind, LinkSettings, OwnKey } from './contract.ts'
import { are_keys_open, make_encryption_key } from './encryption-keys.ts'
import { view_matrix_copy } from './hub-matrix.ts'
import { name_facilities } from './lines.ts'
import { find_link, is_link_open, set_kind_encrypted, type HubLink } from './link.ts'
import { list_untaken } from './list-untaken.ts'
import { list_stuck } from './stuck-letters.ts'
import { confirm_trust, list_trust_changes } from './trust-pins.ts'

const moment = (at: Date | null): string => (at ? local_time(at) : '')

/** Papers for a person's timeline have no receiver to encrypt for. */
const published_kinds: readonly DocumentKind[] = ['health-book', 'lab-result', 'imaging-report']
const addressed_kinds = Object.keys(document_kinds).filter((kind): kind is DocumentKind =>
  published_kinds.every((one) => one !== kind),
)

type Count = { kind: string; closed: number; held: number }

const list_kinds = async (unit: Unit, { encrypts }: HubLink): Promise<EncryptedKind[]> => {
  const { rows } = await unit.sql.query<Count>(
    `SELECT kind, count(*) FILTER (WHERE closed_digest IS NOT NULL)::integer AS closed,
       count(*) FILTER (WHERE state = 'held')::integer AS held
     FROM exchange.outgoing WHERE facility = $1 GROUP BY kind`,
    [unit.caller.facility],
  )
  const counts = new Map(rows.map((row) => [row.kind, row]))
  return addressed_kinds.map((kind) => ({
    ...{ kind, is_encrypted: encrypts.includes(kind) },
    ...{ closed: counts.get(kind)?.closed ?? 0, held: counts.get(kind)?.held ?? 0 },
  }))
}

type KeyRow = { kid: string; made_at: Date; published_to: string | null; published_at: Date | null; problem: string }

const list_own_keys = async (unit: Unit, { base_url }: HubLink): Promise<OwnKey[]> => {
  const { rows } = await unit.sql.query<KeyRow>(
    `SELECT kid, made_at, published_to, published_at, coalesce(last_error, '') AS problem FROM exchange.encryption_key
     WHERE facility = $1 AND taken_over_from IS NULL ORDER BY made_at DESC`,
    [unit.caller.facility],
  )
  const shown = rows.findIndex(({ published_to }) => published_to === base_url)
  return rows.map(({ kid, made_at, published_at, problem }, i) => ({
    ...{ kid, made_at: local_time(made_at), published_at: moment(published_at), problem },
    // Others take the newest that the hub shows; until a newer one is there they go on with this.
    state: i === shown ? 'used' : shown === -1 || i < shown ? 'unshown' : 'earlier',
  }))
}

const get_link = async (unit: Unit): Promise<HubLink> => {
  const link = await find_link(unit.sql, unit.caller.facility)
  if (!link) throw fail.not_found('Cơ sở chưa nối với trục liên thông; nối bằng: npx benhan hub join')
  return link
}

/** How the house is joined to the hub, for who keeps it running. `link` null: not joined. */
export const view_link_settings = (store: Store, caller: Caller): Promise<LinkSettings> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    const link = await find_link(unit.sql, caller.facility)
    if (!link) return { link: null, kinds: [], keys: [], changes: [], untaken: { told: 0, people: [] }, stuck: [] }
    const matrix = await view_matrix_copy(unit.sql, caller.facility)
    const changes = await list_trust_changes(unit.sql, caller.facility)
    const name_of = await name_facilities(
      unit,
      changes.map(({ sender }) => sender),
    )
    return {
      link: {
        ...{
          base_url: link.base_url,
          client_id: link.client_id,
          is_on: link.is_on,
          has_key: link.private_jwk !== null,
        },
        ...{ last_ok_at: moment(link.last_ok_at), last_error: link.last_error ?? '' },
        directory_at: moment(link.directory_at),
        matrix: matrix ? { edition: matrix.edition, read_at: moment(matrix.read_at), problem: matrix.problem } : null,
        profile: profile_of_address(link.base_url),
        is_sealed:
          !(await is_link_open(unit.sql, caller.facility)) && !(await are_keys_open(unit.sql, caller.facility)),
      },
      kinds: await list_kinds(unit, link),
      keys: await list_own_keys(unit, link),
      changes: changes.map(({ sender, kind, name, seen_at }) => ({
        ...{ house: { code: sender, name: name_of(sender) }, kind, name, seen_at: local_time(seen_at) },
      })),
      untaken: await list_untaken(unit),
      stuck: await list_stuck(unit),
    }
  })
}

const note = (unit: Unit, detail: string): void =>
  unit.note({
    ...{ action: 'U', interaction: 'link-settings', type: 'Organization', ref: `Organization/${unit.caller.facility}` },
    detail,
  })

/** From now on letters of this kind leave encrypted for their receivers, or openly; what was sent stays as it went. */
export const put_encryption = (
  store: Store,
  caller: Caller,
  { kind, is_encrypted }: { kind: DocumentKind; is_encrypted: boolean },
): Promise<void> => {
  demand(caller, 'exchange.manage')
  const { name } = document_kinds[kind]
  if (!addressed_kinds.includes(kind))
    throw fail.rule(`“${name}” công bố vào dòng thời gian, không có nơi nhận để mã hóa cho`, 'kind')
  return store.unit(caller, async (unit) => {
    await get_link(unit)
    await set_kind_encrypted(unit.sql, caller.facility, kind, is_encrypted)
    note(unit, `${is_encrypted ? 'bật' : 'tắt'} mã hóa cho nơi nhận: ${name}`)
  })
}

/** A new key by which others encrypt for this house; earlier ones go on opening what was closed with them. */
export const renew_own_key = (store: Store, caller: Caller): Promise<void> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    const [newest] = await list_own_keys(unit, await get_link(unit))
    if (newest?.state === 'unshown')
      throw fail.conflict(
        newest.problem === ''
          ? 'Khóa vừa tạo còn đang chờ trục công bố; chưa cần khóa mới'
          : 'Khóa mới nhất chưa công bố được; hãy công bố lại khóa ấy thay vì tạo thêm',
      )
    const kid = await make_encryption_key(unit.sql, caller.facility)
    note(unit, `tạo khóa mã hóa mới ${kid}`)
  })
}

/** What kept the newest key from being shown is put right: it is shown again with the next question to the hub. */
export const show_key_again = (store: Store, caller: Caller): Promise<void> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    const { row_count } = await unit.sql.query(
      'UPDATE exchange.encryption_key SET last_error = NULL WHERE facility = $1 AND last_error IS NOT NULL',
      [caller.facility],
    )
    if (row_count === 0) throw fail.conflict('Không có khóa nào đang bị trục từ chối')
    note(unit, 'công bố lại khóa mã hóa')
  })
}

/** Somebody asked that house by telephone; without a letter at hand, e.g. where one to it waits to be encrypted. */
export const confirm_house_trust = (store: Store, caller: Caller, house: string): Promise<void> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    const names = await confirm_trust(unit.sql, caller.facility, house, caller.actor.name)
    if (names.length === 0) throw fail.conflict('Không còn chứng thư nào của cơ sở này chờ xác nhận')
    note(unit, `xác nhận chứng thư của ${house}: ${names.join('; ')}`)
  })
}

/** Whom the directory refused is told again, as he is now, together with a fresh reading of it. */
export const tell_untaken_again = (store: Store, caller: Caller): Promise<void> => {
  demand(caller, 'exchange.manage')
  return store.unit(caller, async (unit) => {
    await get_link(unit)
    const { row_count } = await unit.sql.query(
      "DELETE FROM exchange.practitioner_told WHERE facility = $1 AND said <> ''",
      [caller.facility],
    )
    if (row_count === 0) throw fail.conflict('Không còn ai bị danh bạ từ chối')
    await unit.sql.query('UPDATE exchange.hub_link SET directory_at = NULL, next_poll_at = now() WHERE facility = $1', [
      caller.facility,
    ])
    note(unit, `báo lại ${row_count} người hành nghề với danh bạ của trục`)
  })
}
