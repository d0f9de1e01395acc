-- What a tick knows of its concert from the tick before, and what it leaves and answers.
--
--- @include common/concert_fields
--- @include upkeep/copy_policy
local function read_tick_state(concert)
  return read_fields(concert, {'ready', 'restored_by', 'ticked_at_us', 'tokens', 'frontier', 'queueing', 'drawn',
                               unpack(POLICY_FIELDS)})
end

-- Schedulers tick at the same moments, and each concert is the first one's to come: the second finds it done. A clock
-- that was set back says nothing of how long ago that was.
local function was_just_ticked(fields, now_us, patience_us)
  local ago_us = now_us - tonumber(fields.ticked_at_us or 0)
  return ago_us >= 0 and ago_us < patience_us
end

-- Nobody is admitted before everybody of a lottery's lobby has a place.
local function may_admit_now(fields) return fields.queueing ~= 'lottery' or fields.drawn ~= nil end

local function count_people(concert, admitted, expired, no_shows)
  if admitted > 0 then redis.call('HINCRBY', concert, 'admitted', admitted) end
  if expired > 0 then redis.call('HINCRBY', concert, 'expired', expired) end
  if no_shows > 0 then redis.call('HINCRBY', concert, 'no_shows', no_shows) end
end

local function tick_answer(keys, state, frontier, admitted, expired, no_shows, more, seats)
  return {'OK', state, redis.call('ZCARD', keys.waiting), redis.call('ZCARD', keys.active), tonumber(frontier or 0),
          admitted, expired, no_shows, more, seats}
end
