import { canonical } from '../../standards/fhir/index.ts'
import { resource_types } from '../../standards/fhir-search/index.ts'

export type Interaction = 'create' | 'update' | 'delete'

/** What one can be told of: an R5 SubscriptionTopic with one trigger, published as it is judged. */
export type Topic = {
  slug: string
  title: string
  description: string
  /** The type whose resources are the focus of the events. */
  type: string
  interactions: Interaction[]
  /** Over %previous and %current, as SubscriptionTopic.resourceTrigger.fhirPathCriteria. */
  rule?: string
  /**
   * Filters may be met by the state before or by the state after, so that what leaves them and what is deleted is told
   * too; otherwise the state after must meet them.
   */
  either_state: boolean
}

export const topic_version = '1.0.0'

const begins = (condition: string): string =>
  `%current.where(${condition}).exists() and %previous.where(${condition}).empty()`

const told_either = 'Bộ lọc được hỏi ở cả trạng thái trước và sau: tài nguyên rời khỏi bộ lọc cũng là một sự kiện.'

const own_topics: Topic[] = [
  {
    slug: 'encounter-start',
    title: 'Người bệnh vào viện',
    description:
      'Một lượt điều trị (Encounter) bắt đầu: trạng thái trở thành in-progress. Lọc theo class để chọn nội trú.',
    ...{ type: 'Encounter', interactions: ['create', 'update'], either_state: false },
    rule: begins("status = 'in-progress'"),
  },
  {
    slug: 'encounter-end',
    title: 'Người bệnh ra viện',
    description: 'Một lượt điều trị (Encounter) kết thúc: trạng thái trở thành finished.',
    ...{ type: 'Encounter', interactions: ['create', 'update'], either_state: false },
    rule: begins("status = 'finished'"),
  },
  {
    slug: 'patient-created',
    title: 'Người bệnh mới',
    description: 'Một người bệnh (Patient) được đăng ký.',
    ...{ type: 'Patient', interactions: ['create'], either_state: false },
  },
  {
    slug: 'patient-updated',
    title: 'Người bệnh được sửa',
    description: `Thông tin của một người bệnh (Patient) thay đổi. ${told_either}`,
    ...{ type: 'Patient', interactions: ['update'], either_state: true },
  },
  {
    slug: 'document-finalised',
    title: 'Tài liệu đã ký',
    description:
      'Một tài liệu (DocumentReference) có bản cuối: status current, docStatus final; ở đây nghĩa là đã ký số.',
    ...{ type: 'DocumentReference', interactions: ['create', 'update'], either_state: false },
    rule: begins("status = 'current' and docStatus = 'final'"),
  },
]

/** Not told of: what the store itself writes when it tells of something, and what is never stored as such. */
const silent = new Set(['Subscription', 'AuditEvent', 'Questionnaire', 'Parameters'])

const changed_topic = (type: string): Topic => ({
  slug: `changed-${type}`,
  title: `${type} thay đổi`,
  description: `Một ${type} được tạo, sửa hoặc xóa. ${told_either}`,
  ...{ type, interactions: ['create', 'update', 'delete'], either_state: true },
})

export const topics: ReadonlyMap<string, Topic> = new Map(
  [...own_topics, ...[...resource_types].filter((type) => !silent.has(type)).map(changed_topic)].map((topic) => [
    url_of(topic),
    topic,
  ]),
)

export function url_of(topic: Pick<Topic, 'slug'>): string {
  return `${canonical.subscription_topic}/${topic.slug}`
}

/** By its canonical address, with or without its version. */
export const find_topic = (address: string): Topic | undefined => {
  const [url = '', version] = address.split('|')
  return version === undefined || version === topic_version ? topics.get(url) : undefined
}

/** R4 §2.46 criteria: told when a resource comes to meet a search by being made or changed; not of deletions. */
export const topic_of_criteria = (type: string): Topic | undefined =>
  silent.has(type) || !resource_types.has(type)
    ? undefined
    : {
        ...changed_topic(type),
        interactions: ['create', 'update'],
        either_state: false,
      }
