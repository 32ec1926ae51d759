import { paper_ids } from '../programme/papers.ts'
import type { StepId } from '../programme/steps.ts'
import { equipment } from '../registers/equipment.ts'
import { find_choice } from '../registers/find-choice.ts'

/** A line that still counts; `files`: so many hang on it. */
export type ProofLine = {
  kind: string
  state: string
  body: Record<string, string | number | boolean>
  files: number
}

const count = (value: ProofLine['body'][string] | undefined): number => (typeof value === 'number' ? value : 0)
const of_kind = (lines: ProofLine[], kind: string): ProofLine[] => lines.filter((line) => line.kind === kind)
const say_day = (day: string): string => day.split('-').reverse().join('/')

const is_short = ({ body }: ProofLine): boolean => count(body['have']) + count(body['installed']) < count(body['need'])

/** What no record runs without (the step's own words); what is rented stands in somebody else's room. */
const core: { name: string; items: string[]; may_be_rented?: boolean }[] = [
  { name: 'máy chủ', items: ['server'], may_be_rented: true },
  { name: 'mạng (thiết bị chuyển mạch lõi)', items: ['core_switch'] },
  { name: 'lưu trữ (SAN hoặc NAS)', items: ['san', 'nas'], may_be_rented: true },
  { name: 'máy trạm', items: ['pc'] },
]

const equipment_kinds = equipment.fields.find(({ id }) => id === 'item')?.choices ?? []

const undeclared_core = (lines: ProofLine[]): string[] => {
  const needed = new Set(
    of_kind(lines, 'equipment')
      .filter(({ body }) => count(body['need']) > 0)
      .map(({ body }) => find_choice(equipment_kinds, String(body['item'] ?? ''))?.id),
  )
  const is_rented = of_kind(lines, 'hosting').some(({ body }) => body['is_chosen'] === true && body['option'] !== 'own')
  return core
    .filter(({ items, may_be_rented }) => !(is_rented && may_be_rented) && !items.some((item) => needed.has(item)))
    .map(({ name }) => name)
}

const infrastructure = (lines: ProofLine[]): string => {
  const known = of_kind(lines, 'equipment')
  if (known.length === 0) return 'chưa khai thiết bị nào trong sổ Thiết bị'
  const [short, undeclared] = [known.filter(is_short).length, undeclared_core(lines)]
  return [
    ...(short > 0 ? [`${short} loại thiết bị chưa lắp đủ`] : []),
    ...(undeclared.length > 0 ? [`sổ Thiết bị chưa khai ${undeclared.join(', ')}`] : []),
  ].join('; ')
}

const signature = (lines: ProofLine[], on: string): string => {
  const groups = of_kind(lines, 'certificates').filter(({ body }) => count(body['need']) > 0)
  if (groups.length === 0) return 'chưa khai chứng thư số'
  const names = (of: ProofLine[]): string => of.map(({ body }) => String(body['group'] ?? '')).join(', ')
  const short = groups.reduce((sum, { body }) => sum + Math.max(0, count(body['need']) - count(body['issued'])), 0)
  const undated = groups.filter(({ body }) => !body['ends_on'])
  const ended = groups.filter(({ body }) => body['ends_on'] && String(body['ends_on']) < on)
  return [
    ...(short > 0 ? [`còn thiếu ${short} chứng thư số`] : []),
    ...(ended.length > 0 ? [`chứng thư đã hết hạn trước ngày ${say_day(on)}: ${names(ended)}`] : []),
    ...(undated.length > 0 ? [`chưa ghi ngày hết hạn chứng thư: ${names(undated)}`] : []),
  ].join('; ')
}

const procurement = (lines: ProofLine[]): string => {
  const known = of_kind(lines, 'package')
  if (known.length === 0) return 'chưa khai gói nào trong sổ Mua sắm, thuê dịch vụ'
  const wanted = known.filter(({ body }) => body['stage'] !== 'cancelled')
  if (wanted.length === 0) return 'mọi gói đã khai đều hủy thầu, chưa có gói nào nghiệm thu'
  const open = wanted.filter(({ body }) => body['stage'] !== 'accepted')
  return open.length === 0 ? '' : `${open.length} gói chưa nghiệm thu`
}

const bylaws = (lines: ProofLine[]): string => {
  const approved = new Set(
    of_kind(lines, 'document')
      .filter(({ state }) => state === 'approved')
      .map(({ body }) => body['paper']),
  )
  const missing = paper_ids.filter((id) => !approved.has(id)).length
  return missing === 0 ? '' : `${missing} văn bản chưa được duyệt`
}

/** A line that says it and the paper that shows it. */
const with_paper = (found: ProofLine[], none: string, unshown: string): string => {
  if (found.length === 0) return none
  return found.some(({ files }) => files > 0) ? '' : unshown
}

const survey = (lines: ProofLine[]): string =>
  of_kind(lines, 'survey').some(({ state }) => state === 'submitted' || state === 'approved')
    ? ''
    : 'chưa có phiếu khảo sát gửi Sở'

const council = (lines: ProofLine[], on: string): string =>
  with_paper(
    of_kind(lines, 'council').filter(({ body }) => body['replaces_record'] === true && String(body['on']) <= on),
    'chưa có biên bản hội đồng đồng ý thay hồ sơ giấy',
    'biên bản hội đồng chưa kèm tệp',
  )

const operation = (lines: ProofLine[], on: string): string =>
  with_paper(
    of_kind(lines, 'decision').filter(({ body }) => String(body['from_day']) <= on),
    'chưa có quyết định dùng bệnh án điện tử đã có hiệu lực',
    'quyết định dùng bệnh án điện tử chưa kèm tệp',
  )

/** What a step still lacks in the facility's own registers on that day; '' when nothing. Steps not named here are counted by the hub. */
export const register_lacks: Partial<Record<StepId, (lines: ProofLine[], on: string) => string>> = {
  ...{ survey, infrastructure, signature, procurement, bylaws, council, operation },
}

/** Which registers prove which step. */
export const proving_kinds: Readonly<Partial<Record<StepId, readonly string[]>>> = {
  ...{ survey: ['survey'], infrastructure: ['equipment', 'hosting'], signature: ['certificates'] },
  ...{ procurement: ['package'], bylaws: ['document'], council: ['council'], operation: ['decision'] },
}
