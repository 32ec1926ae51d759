import { setTimeout as pause } from 'node:timers/promises'
import { fail } from '../../base/outcome/index.ts'
import { list_facilities } from '../../platform/access/index.ts'
import { guess_rows, judge_index, reindex } from '../../platform/records/index.ts'
import type { Site } from './site.ts'

const try_again_ms = 5_000
const retry_after_s = 30

/** What stays open: it asks nothing of the index, and whoever watches the server must be able to ask. */
const is_open = (url: string): boolean => !/^\/(api|fhir)([/?]|$)/.test(url) || /^\/fhir\/metadata([?]|$)/.test(url)

type Behind = { facility: string; rows: number }

const list_behind = async ({ database }: Site): Promise<Behind[]> => {
  const behind: Behind[] = []
  for (const { code } of await database.in_site(list_facilities))
    if ((await judge_index(database, code)).is_behind)
      behind.push({ facility: code, rows: await guess_rows(database, code) })
  return behind
}

/**
 * After an upgrade that changed the index rules, older rows would be missed by searches: a patient registered twice, an
 * allergy not seen. Nothing is served until the rows follow the rules; the server does the work itself, says how far it
 * is, and opens. (`npx benhan reindex` does most of it ahead, while the older program serves.)
 */
export const keep_index_gate = async (site: Site): Promise<void> => {
  const { app } = site.web
  const behind = await list_behind(site)
  if (behind.length === 0) return
  let said = 'đang bắt đầu'
  const closing = new AbortController()
  const renew = async ({ facility, rows }: Behind): Promise<void> => {
    await reindex(site.database, facility, {
      serves: true,
      on_step: ({ looked }) => {
        const percent = rows > 0 ? `, khoảng ${Math.min(99, Math.floor((looked * 100) / rows))}%` : ''
        said = `cơ sở ${facility}: ${looked} tài nguyên${percent}`
        return !closing.signal.aborted
      },
    })
    app.log.warn({ facility }, 'index columns brought to the present rules')
  }
  const work = async (): Promise<void> => {
    while (behind[0] && !closing.signal.aborted) {
      try {
        await renew(behind[0])
        if (!closing.signal.aborted) behind.shift()
      } catch (error) {
        app.log.error({ err: error }, 'indexing anew failed; it goes on from where it stopped')
        await pause(try_again_ms)
      }
    }
  }
  app.addHook('onRequest', async (request, reply) => {
    if (behind.length === 0 || is_open(request.url)) return
    reply.header('retry-after', retry_after_s)
    throw fail.unavailable(
      `Máy chủ đang lập lại chỉ mục tìm kiếm sau khi nâng cấp (${said}); dữ liệu vẫn nguyên, hãy thử lại sau ít phút`,
    )
  })
  const working = work()
  app.addHook('preClose', () => {
    closing.abort()
    return working
  })
}
