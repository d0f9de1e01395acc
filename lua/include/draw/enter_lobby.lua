-- Puts somebody into the lobby of a lottery. The number says when they came, no more. That one came back after a loss
-- of Redis is noted: others will, and the draw waits for them. signed: a number from a token, '' for none.
--
--- @include common/integer
--- @include queue/lost_numbers
local function enter_lobby(keys, user, signed, now_us)
  local last = redis.call('HGET', keys.concert, 'last_number')
  local number = integer(math.max(tonumber(last or 0) + 1, now_us))
  if signed ~= '' and number_was_lost(keys.concert, signed) then
    redis.call('HSET', keys.concert, 'lobby_lost', '1')
  end
  redis.call('ZADD', keys.lobby, number, user)
  redis.call('HSET', keys.concert, 'last_number', number)
end
