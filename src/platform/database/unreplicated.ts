import type pg from 'pg'

/**
 * A commit that waits for its synchronous standby and is told to wait no longer (pg_cancel_backend) is answered by
 * PostgreSQL as done, with a warning: it is on this disk only, and lost when the standby takes over. Nobody may be told
 * that it is kept. So the warning counts as the end of the connection, before the answer that may come with it.
 */
export const refuse_unreplicated = (client: pg.Client): void => {
  client.on('notice', ({ routine }) => {
    if (routine !== 'SyncRepWaitForLSN') return
    const { connection } = client
    connection.emit('error', Object.assign(new Error('kept here, not at the standby'), { code: 'ECONNRESET' }))
    connection.stream.destroy()
  })
}
