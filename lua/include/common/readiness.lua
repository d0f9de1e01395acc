-- A concert is ready when all that the database has of it was put into this Redis. Until then nobody joins its queue
-- and no seat of it is held.
local function is_ready(concert) return redis.call('HEXISTS', concert, 'ready') == 1 end

-- From here on the scheduler restores it.
local function end_readiness(concert) redis.call('HDEL', concert, 'ready') end
