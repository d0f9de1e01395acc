-- Redis's clock may be set back, or Redis come back on a machine that has an earlier one. `ticked_at_us` is when a tick
-- was before: what a script finds later than now, by more than a second, tells so.
local STEP_MIN_US = 1000000

-- By how many ms the clock was set back since that tick; 0, nearly always.
local function clock_step_ms(ticked_at_us, now_us)
  ticked_at_us = tonumber(ticked_at_us or 0)
  return ticked_at_us - now_us >= STEP_MIN_US and math.floor((ticked_at_us - now_us) / 1000) or 0
end
