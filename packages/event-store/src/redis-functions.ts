/** The version of the form of the data below; every change to it is a new number. */
export const FORM = 1

/** How many bells are kept for servers that were cut off; who missed more looks at every game again. */
const BELLS_KEPT = 20_000

/**
 * Where everything is. All in one place of one Redis: a deployment has a database of its own, and Redis Cluster, which
 * would spread the keys, is not supported.
 */
export const keys = {
  form: 'wordfare:form',
  /** A stream for each game; the id of an entry is `<seq>-0`. */
  log: (gameId: string) => `wordfare:log:${gameId}`,
  /** A hash for each game: its version, and its join code, which is empty if it has none. */
  game: (gameId: string) => `wordfare:game:${gameId}`,
  /** Join code to game. */
  codes: 'wordfare:codes',
  /** Game to what the lobby shows of it, as JSON. */
  listed: 'wordfare:listed',
  /** All games, by the moment from which they may be forgotten. */
  expiry: 'wordfare:expiry',
  /** A stream of the games that have changed, in the order in which they did. */
  bells: 'wordfare:bells',
  /** The channel on which they are told at once, with what was appended. All databases of a Redis share its channels. */
  news: (database: number) => `wordfare:news:${database}`,
}

/** A library of this form, so that servers of two versions can share a Redis during an upgrade. */
const LIBRARY = `wordfare_${FORM}`
export const APPEND = `${LIBRARY}_append`
export const EXPIRE = `${LIBRARY}_expire`

/**
 * What has to happen in one step, for Redis to do. Redis keeps functions as it keeps data, and copies them to
 * replicas.
 */
export const LIBRARY_CODE = `#!lua name=${LIBRARY}

-- The news are the version before, the cause and the events; none where there is nothing to tell but that it rang.
local function ring(bells, channel, gameId, token, news)
  local at = redis.call('XADD', bells, 'MAXLEN', '~', ${BELLS_KEPT}, '*', 'game', gameId, 'token', token)
  -- A server of an earlier version knows of no channel.
  if channel then redis.call('PUBLISH', channel, cjson.encode({ at, gameId, token, unpack(news) })) end
end

-- Keys: the log, the game, the codes, the listings, the expiry, the bells, the channel.
-- Arguments: the game's id, the expected version, a token for the bell, the join code or '', the listing or '',
-- the moment of expiry, the cause or '', then the events.
local function append(keys, args)
  local log, game, codes, listed, expiry, bells, channel = unpack(keys)
  local gameId, expected, token, code, listing, expiresAtMs, cause = unpack(args)
  local known = redis.call('HMGET', game, 'version', 'code')
  local version, former = tonumber(known[1] or '0'), known[2] or ''
  if version ~= tonumber(expected) then return { 'conflict', version } end
  if code ~= '' and code ~= former and redis.call('HEXISTS', codes, code) == 1 then
    return { 'code-taken', version }
  end
  local news = { expected, cause }
  for place = 8, #args do
    version = version + 1
    redis.call('XADD', log, version .. '-0', 'event', args[place], 'cause', cause)
    news[#news + 1] = args[place]
  end
  redis.call('HSET', game, 'version', version, 'code', code)
  if code ~= former then
    if former ~= '' then redis.call('HDEL', codes, former) end
    if code ~= '' then redis.call('HSET', codes, code, gameId) end
  end
  if listing == '' then
    redis.call('HDEL', listed, gameId)
  else
    redis.call('HSET', listed, gameId, listing)
  end
  redis.call('ZADD', expiry, expiresAtMs, gameId)
  ring(bells, channel, gameId, token, news)
  return { 'appended', version }
end

-- Keys: the codes, the listings, the expiry, the bells, the channel. Arguments: now, how many games at most, a token for the
-- bells, and what the names of logs and games begin with.
local function expire(keys, args)
  local codes, listed, expiry, bells, channel = unpack(keys)
  local nowMs, most, token, log, game = unpack(args)
  local gone = redis.call('ZRANGE', expiry, '-inf', nowMs, 'BYSCORE', 'LIMIT', 0, most)
  for _, gameId in ipairs(gone) do
    local code = redis.call('HGET', game .. gameId, 'code')
    if code and code ~= '' then redis.call('HDEL', codes, code) end
    redis.call('HDEL', listed, gameId)
    redis.call('ZREM', expiry, gameId)
    redis.call('DEL', log .. gameId, game .. gameId)
    ring(bells, channel, gameId, token, {})
  end
  return gone
end

redis.register_function('${APPEND}', append)
redis.register_function('${EXPIRE}', expire)
`
