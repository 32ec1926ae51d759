import { fail } from '../../../base/outcome/index.ts'
import { charts_of } from '../../../chart/merging/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import { read_outside_address } from '../../../platform/http/index.ts'
import { demand_known_host } from '../../../platform/privacy/index.ts'
import { search_all, type Unit } from '../../../platform/records/index.ts'
import { identifier_system } from '../../../standards/fhir/index.ts'
import { find_hub, open_paper } from '../../health-book/index.ts'
import type { Hub } from '../../exchange/index.ts'
import { bring_study, type Errand } from './bring-study.ts'
import type { ImagingOffice } from './office.ts'
import { find_askable, get_pacs } from './pacs-setting.ts'
import { named_studies, type NamedStudy } from './study-lines.ts'

export type FetchWish = { patient: string; paper: string; study: string }

/** Lent to one process for so long after each picture: after that another may take it up. */
export const lent_for_s = 180

/** The paper says by its seal which pictures are meant, and the look stands in our log. @throws 422 where it does not verify */
const read_paper = async (
  office: ImagingOffice,
  caller: Caller,
  { patient, paper, study }: FetchWish,
): Promise<NamedStudy & { document: string; sender: string }> => {
  const opened = await open_paper(office, caller, patient, paper)
  if (!opened.verdict.valid) throw fail.rule('Tài liệu không đạt kiểm tra; không lấy ảnh theo tài liệu này', 'paper')
  const { sender, parts } = opened.submission
  if (sender === caller.facility) throw fail.rule('Ảnh này của cơ sở ta, đã ở trong PACS', 'paper')
  const named = named_studies(opened).find(({ manifest }) => manifest.uid === study)
  if (!named) throw fail.not_found('Tài liệu này không nêu ca chụp này kèm mã băm của ảnh')
  const address = read_outside_address(named.address, 'Cửa ảnh của nơi gửi', 'endpoint')
  return { ...named, address, document: parts[0].identity, sender }
}

/** Numbers are given out by each house for itself: theirs may be a person of ours who is somebody else. */
const demand_no_namesake = async (unit: Unit, patient: string, patient_id: string): Promise<void> => {
  if (patient_id === '') return
  const mine = await charts_of(unit, patient)
  const others = await search_all(unit, 'Patient', { identifier: `${identifier_system.patient_code}|${patient_id}` })
  if (others.some(({ id }) => !mine.includes(id)))
    throw fail.rule(
      `Ảnh mang mã người bệnh “${patient_id}”, ở cơ sở ta mã này là của người khác; không đưa vào PACS vì ảnh sẽ lẫn hồ sơ. Xem ảnh tại nơi chụp`,
    )
}

/** @throws 409 while somebody is fetching it */
const take_turn = async (
  unit: Unit,
  { patient, paper, study }: FetchWish,
  { manifest, document, sender }: { manifest: NamedStudy['manifest']; document: string; sender: string },
): Promise<string[]> => {
  const { facility, actor } = unit.caller
  const { rows } = await unit.sql.query<{ stored: string[] }>(
    `INSERT INTO imaging.fetched AS f
       (facility, patient, study, paper, document, sender, manifest, state, actor, actor_name, lent_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'fetching', $8, $9, now() + make_interval(secs => ${lent_for_s}))
     ON CONFLICT (facility, patient, study) DO UPDATE SET paper = $4, document = $5, sender = $6, manifest = $7,
       state = 'fetching', problems = '[]', message = '', actor = $8, actor_name = $9, at = now(),
       lent_until = now() + make_interval(secs => ${lent_for_s}),
       stored = CASE WHEN f.document = $5 THEN f.stored ELSE '{}' END
     WHERE f.state <> 'fetching' OR f.lent_until IS NULL OR f.lent_until < now()
     RETURNING stored`,
    [facility, patient, study, paper, document, sender, JSON.stringify(manifest), actor.id, actor.name],
  )
  if (!rows[0]) throw fail.conflict('Ca chụp này đang được lấy về')
  const ref = `ImagingStudy?identifier=${study}`
  unit.note({
    action: 'C',
    interaction: 'study-fetch',
    type: 'ImagingStudy',
    ref,
    patient,
    detail: `${sender}: lấy ảnh gốc`,
  })
  return rows[0].stored
}

const get_hub = async (office: ImagingOffice, caller: Caller): Promise<Hub> => {
  const hub = await find_hub(office, caller)
  if (!hub) throw fail.rule('Cơ sở chưa kết nối trục liên thông', 'hub')
  return hub
}

/**
 * Begins to bring the pictures behind a paper of another house into our PACS; how far it is stands in imaging.fetched
 * (`view_fetched`). @returns when all is done, for whoever waits
 * @throws 403, 404, 409 while it is being fetched, 422 without a PACS, where the paper does not verify, or where the ticket would go
 *   to a host outside the country that is not in the register
 */
export const start_fetching = async (
  office: ImagingOffice,
  caller: Caller,
  wish: FetchWish,
): Promise<{ done: Promise<void> }> => {
  demand(caller, 'record.write')
  const { store, open_pacs } = office
  const settings = await store.unit(caller, async (unit) => {
    await unit.get('Patient', wish.patient)
    return find_askable(unit.sql, caller.facility)
  })
  const pacs = get_pacs(open_pacs, caller.facility, settings)
  const hub = await get_hub(office, caller)
  const named = await read_paper(office, caller, wish)
  const stored = await store.unit(caller, async (unit) => {
    await demand_known_host(unit.sql, caller.facility, named.address)
    await demand_no_namesake(unit, wish.patient, named.manifest.patient_id)
    return take_turn(unit, wish, named)
  })
  const errand: Errand = { ...wish, ...named, caller, hub, pacs, pacs_url: settings?.base_url ?? '' }
  return { done: bring_study(office, errand, stored) }
}
