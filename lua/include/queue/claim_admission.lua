-- The first call that needs an admission claims it: from then on it lasts admission_seconds since it was given.
--
--- @include common/integer
--- @include queue/admission_record
--- @include queue/wish_record
--- @include seats/hold_record
--- @include seats/renew_hold

-- The seats of a wish are held until the admission must be claimed. The claim makes them holds like any others, of
-- hold_seconds since the admission: once, as the wish is used up by it.
local function keep_wished_seats(keys, fields, user, admitted_at, now_ms)
  local refs = seats_held_by_wish(keys.wishes, user)
  if #refs == 0 then return end
  local until_ms = admitted_at + fields.hold_seconds * 1000
  for _, ref in ipairs(refs) do
    local its_keys = {hold = keys.hold_prefix .. ref, deadlines = keys.deadlines, buyer = keys.buyer}
    local hold = read_hold(its_keys.hold)
    if hold and hold.user == user then
      hold.deadline = math.max(hold.deadline, until_ms)
      local expires = math.max(tonumber(redis.call('ZSCORE', keys.deadlines, ref) or 0), hold.deadline)
      renew_hold(its_keys, ref, hold, expires, now_ms)
      redis.call('ZADD', keys.active, 'GT', integer(expires), user)
    end
  end
  redis.call('HDEL', keys.wishes, user)
end

-- Of somebody who is admitted; returns the admission. keys: admitted_keys. fields: of the concert, admission_seconds
-- and hold_seconds.
local function claim_admission(keys, fields, user, now_ms)
  local admission = read_admission(keys.turns, user)
  if not admission or admission.is_claimed then return admission end
  redis.call('ZADD', keys.active, 'GT', integer(admission.admitted_at + fields.admission_seconds * 1000), user)
  admission.is_claimed = true
  redis.call('HSET', keys.turns, user, admission_text(admission))
  keep_wished_seats(keys, fields, user, admission.admitted_at, now_ms)
  return admission
end
