import { subscription_backport, type Resource } from '../../standards/fhir/index.ts'
import { search_parameters_of } from '../../standards/fhir-search/index.ts'
import { topic_version, url_of, type Topic } from './topics.ts'

const { topic_element } = subscription_backport

type Extension = { url: string; [value: string]: unknown }

const element = (name: string, value: Record<string, unknown>): Extension => ({
  url: `${topic_element}.${name}`,
  ...value,
})

const trigger = (topic: Topic): Extension =>
  element('resourceTrigger', {
    extension: [
      { url: 'description', valueMarkdown: topic.description },
      { url: 'resource', valueUri: `http://hl7.org/fhir/StructureDefinition/${topic.type}` },
      ...topic.interactions.map((one) => ({ url: 'supportedInteraction', valueCode: one })),
      ...(topic.rule === undefined ? [] : [{ url: 'fhirPathCriteria', valueString: topic.rule }]),
    ],
  })

const filters = (topic: Topic): Extension[] =>
  ['_id', '_lastUpdated', ...(search_parameters_of(topic.type)?.keys() ?? [])].map((name) =>
    element('canFilterBy', {
      extension: [
        { url: 'resource', valueUri: `http://hl7.org/fhir/StructureDefinition/${topic.type}` },
        { url: 'filterParameter', valueString: name },
      ],
    }),
  )

/** R4 has no SubscriptionTopic: it travels as a Basic with the elements of R5 as extensions (cross-version extensions). */
export const topic_resource = (topic: Topic): Resource => ({
  resourceType: 'Basic',
  id: topic.slug,
  extension: [
    element('url', { valueUri: url_of(topic) }),
    element('version', { valueString: topic_version }),
    element('title', { valueString: topic.title }),
    element('description', { valueMarkdown: topic.description }),
    trigger(topic),
    ...filters(topic),
    element('notificationShape', {
      extension: [{ url: 'resource', valueUri: `http://hl7.org/fhir/StructureDefinition/${topic.type}` }],
    }),
  ],
  modifierExtension: [element('status', { valueCode: 'active' })],
  code: { coding: [{ system: 'http://hl7.org/fhir/fhir-types', code: 'SubscriptionTopic' }] },
})
