import { useState } from 'react'
import { ask, Key, Pick, Pill, query_string } from '../../../base/ui/index.ts'
import type { Drug } from '../contract.ts'
import { use_words } from './words.ts'

export const search_id = 'drug-search'

/** One box: brand, ingredient, initials, strength. */
export const DrugSearch = ({ choose }: { choose: (drug: Drug) => void }) => {
  const words = use_words()
  const [text, set_text] = useState('')
  return (
    <div className="rx-search" role="search">
      <Pick<Drug>
        id={search_id}
        label={words.find_drug}
        placeholder={words.find_drug}
        text={text}
        change_text={set_text}
        search={(asked, signal) => ask<Drug[]>(`/drugs${query_string({ q: asked })}`, { signal })}
        choose={(drug) => {
          set_text('')
          choose(drug)
        }}
        key_of={(drug) => drug.code}
        is_off={(drug) => drug.kind === 'supplement'}
        none={words.no_drug}
        show={(drug) => <DrugHit drug={drug} />}
      />
      <Key name="t" />
    </div>
  )
}

const DrugHit = ({ drug }: { drug: Drug }) => {
  const words = use_words()
  const { brand, ingredient } = drug
  const second = brand && ingredient && brand.toLowerCase() !== ingredient.toLowerCase() ? ingredient : ''
  return (
    <span className="rx-hit">
      <b>{brand || ingredient}</b>
      <span className="rx-strength">{drug.strength}</span>
      {second && <span className="rx-second">{second}</span>}
      <span className="rx-facts">{[drug.form, drug.route].filter(Boolean).join(' · ')}</span>
      {drug.controlled !== 'none' && <Pill tone="amber">{drug.controlled}</Pill>}
      {drug.kind === 'supplement' && <Pill tone="red">{words.supplement}</Pill>}
    </span>
  )
}
