import { useState } from 'react'
import { ask, Key, Pick, query_string } from '../../../base/ui/index.ts'
import type { Test } from '../contract.ts'
import { use_words } from './words.ts'

export const search_id = 'test-search'

/** One box: name without diacritics, what people call it, initials, code. */
export const TestSearch = ({ choose, is_off }: { choose: (test: Test) => void; is_off: (test: Test) => boolean }) => {
  const words = use_words()
  const [text, set_text] = useState('')
  return (
    <div className="order-search" role="search">
      <Pick<Test>
        id={search_id}
        label={words.find}
        placeholder={words.find}
        text={text}
        change_text={set_text}
        search={(asked, signal) => ask<Test[]>(`/tests${query_string({ q: asked })}`, { signal })}
        choose={(test) => {
          set_text('')
          choose(test)
        }}
        key_of={(test) => test.code}
        is_off={is_off}
        none={words.none_found}
        show={(test) => (
          <span className="order-hit">
            <b>{test.name}</b>
            <span className="muted">{[test.group, words.codes(test)].filter(Boolean).join(' · ')}</span>
          </span>
        )}
      />
      <Key name="t" />
    </div>
  )
}
