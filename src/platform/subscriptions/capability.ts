import { subscription_backport } from '../../standards/fhir/index.ts'
import { socket_url } from './operations.ts'
import { topics } from './topics.ts'

/** What /metadata says of subscriptions: the guide's profile and topics, and where the socket is. */
export const subscription_capabilities = (base: string) => ({
  instantiates: [subscription_backport.server],
  rest: { extension: [{ url: subscription_backport.websocket, valueUri: socket_url(base) }] },
  types: {
    Subscription: {
      extension: [...topics.keys()].map((url) => ({ url: subscription_backport.offered_topic, valueCanonical: url })),
      supportedProfile: [subscription_backport.subscription],
      documentation:
        'rest-hook và websocket; nội dung empty hoặc id-only (không full-resource: dữ liệu cá nhân không rời cơ sở bằng đường đẩy đi); tiêu chí là một chủ đề với backport-filter-criteria, hoặc một câu tìm kiếm R4. Danh sách chủ đề: Subscription/$topic-list',
    },
  },
})
