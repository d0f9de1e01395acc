-- Which Redis this is: another one after each restart and each failover.
--
--- @include common/readiness
local function run_id() return string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') end

-- Is the concert here as the database has it? A Redis that was restarted may have forgotten its last second,
-- and a show may be new: then the concert is closed until its sold seats were marked again. run: which Redis this is,
-- as the caller has learned it with its connection; '' when it has not.
local function is_still_ready(concert, fields, maps, run)
  if not fields.ready then return false end
  local whole = #maps == 0 or redis.call('EXISTS', unpack(maps)) == #maps
  if whole and fields.restored_by == (run ~= '' and run or run_id()) then return true end
  end_readiness(concert)
  return false
end
