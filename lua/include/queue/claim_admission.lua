-- The seats of a wish are held until the turn must be claimed. The claim makes them holds like any others, of
-- hold_seconds since the call-up: once, as the wish is used up by it.
local function keep_wished_seats(line, user, called_at, now_ms)
  local concert, _, active, _, _, buyer, deadlines, wishes, holds = unpack(line)
  local refs = held_by_wish(wishes, user)
  if #refs == 0 then return end
  local until_ms = called_at + redis.call('HGET', concert, 'hold_seconds') * 1000
  for _, ref in ipairs(refs) do
    local keys = {hold = holds .. ref, deadlines = deadlines, buyer = buyer}
    local hold = read_hold(keys.hold)
    if hold and hold.user == user then
      hold.deadline = math.max(hold.deadline, until_ms)
      local expires = math.max(tonumber(redis.call('ZSCORE', deadlines, ref) or 0), hold.deadline)
      put_hold(keys, ref, hold, expires, now_ms)
      redis.call('ZADD', active, 'GT', integer(expires), user)
    end
  end
  redis.call('HDEL', wishes, user)
end

-- The first gated call claims the turn: from then on it lasts admission_seconds since the call-up.
-- line: concert, waiting, active, turns, lapsed, buyer, deadlines, wishes, the common start of the holds' keys.
local function claim(line, user, now_ms)
  local concert, _, active, turns = unpack(line)
  local number, called_at, claimed, returned =
    string.match(redis.call('HGET', turns, user) or '', '^(%d+) (%d+) (%d) (%d)$')
  if claimed ~= '0' then return end
  local seconds = tonumber(redis.call('HGET', concert, 'admission_seconds'))
  redis.call('ZADD', active, 'GT', integer(called_at + seconds * 1000), user)
  redis.call('HSET', turns, user, table.concat({number, called_at, '1', returned}, ' '))
  keep_wished_seats(line, user, called_at, now_ms)
end
