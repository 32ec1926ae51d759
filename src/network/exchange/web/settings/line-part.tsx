import { show_moment } from '../../../../base/ui/index.ts'
import type { LinkSettings } from '../../contract.ts'
import { ProfilePill } from '../endpoint-fields.tsx'
import { use_words, type SettingsWords } from './words.ts'

type Link = NonNullable<LinkSettings['link']>

const standing_of = (link: Link, words: SettingsWords): [string, string] => {
  if (!link.is_on) return ['', words.line_off]
  if (link.last_error !== '') return ['alarm', words.line_bad]
  return link.last_ok_at === '' ? ['open', words.line_never] : ['signed', words.line_ok]
}

export const LinePart = ({ link }: { link: Link }) => {
  const words = use_words()
  const [tone, text] = standing_of(link, words)
  const moment = (at: string): string => (at === '' ? words.not_yet : show_moment(at.slice(0, 16)))
  return (
    <section className="link-part">
      <h2>
        {words.line} <ProfilePill profile={link.profile} /> <i className={`dot ${tone}`} />{' '}
        <span className="link-state">{text}</span>
      </h2>
      <div className="card link-card">
        <dl className="link-facts">
          <div>
            <dt>{words.address}</dt>
            <dd>{link.base_url}</dd>
          </div>
          <div>
            <dt>{words.client}</dt>
            <dd>
              {link.client_id} <small className="muted">{link.has_key ? words.by_key : words.by_secret}</small>
            </dd>
          </div>
          <div>
            <dt>{words.secrets}</dt>
            <dd className={link.is_sealed ? undefined : 'amber'}>{link.is_sealed ? words.sealed : words.unsealed}</dd>
          </div>
          <div>
            <dt>{words.last_ok}</dt>
            <dd>{moment(link.last_ok_at)}</dd>
          </div>
          <div>
            <dt>{words.directory}</dt>
            <dd>{moment(link.directory_at)}</dd>
          </div>
          <div>
            <dt>{words.matrix}</dt>
            <dd>
              {link.matrix?.read_at
                ? words.matrix_read(link.matrix.edition, show_moment(link.matrix.read_at.slice(0, 16)))
                : words.matrix_shipped}
              {link.matrix?.problem && <small className="red"> {link.matrix.problem}</small>}
            </dd>
          </div>
        </dl>
        {link.last_error !== '' && <p className="red small">{link.last_error}</p>}
      </div>
    </section>
  )
}
