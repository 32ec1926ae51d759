import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, Pill, RefusalNotice, show_moment } from '../../../base/ui/index.ts'
import type { PublicationState } from '../../health-book/contract.ts'
import { use_publication } from './queries.ts'
import './shared-results.css'
import { use_words } from './words.ts'

const tones: Record<PublicationState, 'green' | 'amber' | 'red' | undefined> = {
  ...{ published: 'green', waiting: undefined, withheld: 'amber', failed: 'red' },
}

/** Where one of our own results is seen: whether others can find it, why not, and the way to send it. */
export const PublishResult = ({ report, may_publish }: { report: string; may_publish: boolean }) => {
  const words = use_words()
  const client = useQueryClient()
  const found = use_publication(report)
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const publish = async () => {
    set_busy(true)
    set_error(undefined)
    try {
      await ask<object>(`/shared-results/${report}/publish`, { method: 'POST' })
      await client.invalidateQueries({ queryKey: ['report-publication', report] })
    } catch (refused) {
      set_error(refused)
    } finally {
      set_busy(false)
    }
  }
  const { data } = found
  if (!data) return <RefusalNotice error={found.error} again={() => void found.refetch()} />
  const { publication: line, is_released, has_link } = data
  const may_send = may_publish && is_released && has_link && (!line || line.state === 'failed')
  return (
    <div className="publish-result" aria-label={words.sharing}>
      {line ? (
        <>
          <Pill tone={tones[line.state]}>
            {line.state === 'published' && !is_released ? words.taken_back : words.publication[line.state]}
          </Pill>
          {line.state === 'published' && line.made_at && (
            <small className="muted">{show_moment(line.made_at.slice(0, 16))}</small>
          )}
          {line.state !== 'published' && line.reason && <small>{line.reason}</small>}
        </>
      ) : (
        <small className="muted">
          {!is_released ? words.not_released : has_link ? words.not_shared : words.no_link}
        </small>
      )}
      {data.studies.map(({ uid, modality, instances, viewer }) => (
        <small key={uid}>
          {words.pictures(modality, instances)}
          {viewer && (
            <>
              {' · '}
              <a href={viewer} target="_blank" rel="noreferrer">
                {words.open_pictures}
              </a>
            </>
          )}
        </small>
      ))}
      {may_send && (
        <Button disabled={is_busy} onClick={() => void publish()}>
          {line ? words.publish_again : words.publish}
        </Button>
      )}
      <RefusalNotice error={error} />
    </div>
  )
}
