import { Link, useLocation } from 'wouter'
import './board.css'
import './register-ways.css'
import { register_ways } from './ways.ts'
import { use_words } from './words.ts'

const is_here = (location: string, path: string): boolean =>
  location === path || (path !== '/so/co-so' && location.startsWith(`${path}/`))

/** What is settled for the whole board: its facilities, places, programme, people and measures. */
const RegisterWays = () => {
  const words = use_words()
  const [location] = useLocation()
  return (
    <div className="column board board-register">
      <nav className="board-tabs" aria-label={words.register}>
        {register_ways.map(({ path, word }) => (
          <Link key={path} href={path} aria-current={is_here(location, path) ? 'page' : undefined}>
            {words[word]}
          </Link>
        ))}
      </nav>
    </div>
  )
}

export default RegisterWays
