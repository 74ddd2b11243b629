/** A library of this form, so that servers of two versions can share a Redis during an upgrade. */
const LIBRARY = 'wordfare_board_2'
export const ENTER = `${LIBRARY}_enter`
export const KEEP = `${LIBRARY}_keep`
export const CHANGE = `${LIBRARY}_change`
export const END = `${LIBRARY}_end`
export const ROSTER = `${LIBRARY}_roster`
export const CLAIM = `${LIBRARY}_claim`

/** A hash of who is there as `token value`, when each stay runs out, and what is told to those who listen. */
export const keysOf = (place: string) => ({
  members: `wordfare:place:${place}`,
  until: `wordfare:until:${place}`,
  channel: `wordfare:told:${place}`,
})

/** Redis' own clock decides when a stay runs out, so that those of the servers need not agree. */
export const LIBRARY_CODE = `#!lua name=${LIBRARY}

local function now_ms()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function token_of(entry)
  return entry and string.match(entry, '^%S+')
end

local function tell(channel, kind, member, token, value)
  redis.call('PUBLISH', channel, cjson.encode({ kind, member, token, value }))
end

-- Stays that nobody keeps any more are over.
local function sweep(members, lapse, channel)
  for _, member in ipairs(redis.call('ZRANGE', lapse, '-inf', now_ms(), 'BYSCORE')) do
    local token = token_of(redis.call('HGET', members, member))
    redis.call('HDEL', members, member)
    redis.call('ZREM', lapse, member)
    tell(channel, 'left', member, token or '', '')
  end
end

-- Where nobody looks any more nothing may stay for ever.
local function hold(members, lapse, ttl_ms)
  redis.call('PEXPIRE', members, ttl_ms * 4)
  redis.call('PEXPIRE', lapse, ttl_ms * 4)
end

local function put(members, lapse, channel, member, value, token, ttl_ms)
  redis.call('HSET', members, member, token .. ' ' .. value)
  redis.call('ZADD', lapse, now_ms() + ttl_ms, member)
  tell(channel, 'entered', member, token, value)
end

-- Keys of all: the members, the ends of the stays, the channel.
-- Arguments: the member, the value, the token of the stay, how long it lasts unless it is kept, how many may be there.
redis.register_function('${ENTER}', function(keys, args)
  local members, lapse, channel = unpack(keys)
  local member, value, token, ttl_ms, most = unpack(args)
  sweep(members, lapse, channel)
  local is_new = redis.call('HEXISTS', members, member) == 0
  if is_new and most ~= '' and redis.call('HLEN', members) >= tonumber(most) then return 0 end
  put(members, lapse, channel, member, value, token, tonumber(ttl_ms))
  hold(members, lapse, tonumber(ttl_ms))
  return 1
end)

-- Arguments: how long the stays last, and then member, value and token of each. What Redis does not have of a stay it is told
-- again. Answers with the tokens of those in whose place there is another.
redis.register_function('${KEEP}', function(keys, args)
  local members, lapse, channel = unpack(keys)
  local ttl_ms = tonumber(args[1])
  local ends_ms = now_ms() + ttl_ms
  local replaced = {}
  for place = 2, #args, 3 do
    local member, value, token = args[place], args[place + 1], args[place + 2]
    local entry = redis.call('HGET', members, member)
    if entry == token .. ' ' .. value then
      redis.call('ZADD', lapse, ends_ms, member)
    elseif entry and token_of(entry) ~= token then
      table.insert(replaced, token)
    else
      put(members, lapse, channel, member, value, token, ttl_ms)
    end
  end
  hold(members, lapse, ttl_ms)
  sweep(members, lapse, channel)
  return replaced
end)

-- Arguments: the member, the new value, the token.
redis.register_function('${CHANGE}', function(keys, args)
  local members, _, channel = unpack(keys)
  local member, value, token = unpack(args)
  if token_of(redis.call('HGET', members, member)) ~= token then return 0 end
  redis.call('HSET', members, member, token .. ' ' .. value)
  tell(channel, 'entered', member, token, value)
  return 1
end)

-- Arguments: the member, the token.
redis.register_function('${END}', function(keys, args)
  local members, lapse, channel = unpack(keys)
  local member, token = unpack(args)
  if token_of(redis.call('HGET', members, member)) ~= token then return 0 end
  redis.call('HDEL', members, member)
  redis.call('ZREM', lapse, member)
  tell(channel, 'left', member, token, '')
  return 1
end)

-- Key: the task. Arguments: who claims it, for how long.
redis.register_function('${CLAIM}', function(keys, args)
  local holder = redis.call('GET', keys[1])
  if holder and holder ~= args[1] then return 0 end
  redis.call('SET', keys[1], args[1], 'PX', args[2])
  return 1
end)

redis.register_function('${ROSTER}', function(keys)
  local members, lapse, channel = unpack(keys)
  sweep(members, lapse, channel)
  return redis.call('HGETALL', members)
end)
`
