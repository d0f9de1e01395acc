-- The pace at which people are admitted, as it is told, by what the concert's fields `rate` and `seen_count` say:
-- people in a million seconds, 0 when it is not known, and how many admissions say so. Both are rounded, so that what
-- is told stays the same as long as nothing has come of it.
local function rate_told(rate) return math.floor(string.format('%.3g', rate or 0) * 1000000 + 0.5) end

local function admissions_told(count) return math.floor(tonumber(string.format('%.2g', count or 0))) end
