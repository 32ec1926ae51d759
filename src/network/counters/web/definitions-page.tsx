import { useEffect } from 'react'
import { Link } from 'wouter'
import { Definitions } from './definitions.tsx'
import './own.css'
import { use_words } from './words.ts'

const DefinitionsPage = ({ back }: { back: string }) => {
  const words = use_words()
  useEffect(() => {
    document.title = words.definitions
  }, [words])
  return (
    <div className="column">
      <header className="page-head">
        <h1>{words.definitions}</h1>
        <Link href={back} className="push">
          {words.back}
        </Link>
      </header>
      <Definitions />
    </div>
  )
}

export default DefinitionsPage
