import { Button, show_moment } from '../../../base/ui/index.ts'
import { OutsideFacts, type Fact } from '../../exchange/web/outside-system.tsx'
import type { PortalView } from '../contract.ts'
import { use_words } from './portal-words.ts'

type FactsProps = { view: PortalView; again: () => void; is_busy: boolean }

/** The address and the counts; what the portal refused, in its own words. */
export const PortalFacts = ({ view, again, is_busy }: FactsProps) => {
  const words = use_words()
  const facts: Fact[] = [
    [words.address, `${view.portal?.base_url}${view.portal?.path}`],
    [words.username, view.portal?.username ?? ''],
    [words.password, view.has_password ? words.password_held : words.password_missing, !view.has_password],
    [words.waiting, String(view.waiting)],
    [words.sent, String(view.sent)],
    [words.refused, String(view.refused), view.refused > 0],
    [words.unknown, String(view.unknown), view.unknown > 0],
    [words.late, String(view.late), view.late > 0],
    [words.head_code, view.portal?.head_code ?? '', false],
  ]
  return (
    <>
      <OutsideFacts facts={facts} />
      <p className="muted small">
        {words.due(view.portal?.due_h, view.due_source)}. {words.signature}: {view.signature}
      </p>
      {view.problem && <p className="red small">{view.problem}</p>}
      {view.refused + view.unknown > 0 && (
        <>
          <ul className="portal-refusals">
            {view.refusals.map(({ title, ended_at, reason, is_own_check }, at) => (
              <li key={at}>
                <span>
                  {title}
                  <small className="muted">
                    {words.visit_ended} {show_moment(ended_at.slice(0, 16))}
                  </small>
                </span>
                <span className="red">
                  {is_own_check ? words.lacks : words.said}: {reason}
                </span>
              </li>
            ))}
          </ul>
          <div>
            <Button disabled={is_busy} onClick={again}>
              {words.again(view.refused + view.unknown)}
            </Button>
          </div>
        </>
      )}
    </>
  )
}
