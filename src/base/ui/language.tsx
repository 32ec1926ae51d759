import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'

export type Language = 'vi' | 'en'

type Chosen = { language: Language; choose: (language: Language) => void }

const stored_key = 'benhan.language'
const LanguageContext = createContext<Chosen>({ language: 'vi', choose: () => undefined })

/** Vietnamese first; the browser's own language does not matter, only what the person chose. */
export const LanguageRoom = ({ children }: { children: ReactNode }) => {
  const [language, set_language] = useState<Language>(() => (localStorage.getItem(stored_key) === 'en' ? 'en' : 'vi'))
  useEffect(() => {
    document.documentElement.lang = language
    localStorage.setItem(stored_key, language)
  }, [language])
  const chosen = useMemo(() => ({ language, choose: set_language }), [language])
  return <LanguageContext.Provider value={chosen}>{children}</LanguageContext.Provider>
}

export const use_language = (): Chosen => useContext(LanguageContext)

/** A room's dictionary: English must have every word Vietnamese has. */
export const words_of = <Words,>(vi: Words, en: Words): (() => Words) => {
  const use_words = (): Words => (use_language().language === 'en' ? en : vi)
  return use_words
}
